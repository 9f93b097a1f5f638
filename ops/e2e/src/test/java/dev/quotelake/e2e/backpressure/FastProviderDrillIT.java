// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.backpressure;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The provider is asked as often as it can answer, and gives more than ten times what the hub
 * takes: nothing but the credit of the in-flight window slows the polling.
 */
@Tag("drill")
class FastProviderDrillIT {

  private static final Duration NO_PAUSE = Duration.ofMillis(100);

  @TempDir private Path folder;

  @Test
  void theProviderAnswersTenTimesFasterThanTheHubTakes() throws Exception {
    try (PressedPipeline pipeline = PressedPipeline.start(folder, NO_PAUSE)) {
      pipeline.awaitFlow();
      pipeline.assertStandsATenth();
    }
  }
}
