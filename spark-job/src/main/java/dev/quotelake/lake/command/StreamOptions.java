// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.source.DuplicateMarks;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long the stream remembers events. */
final class StreamOptions {

  @Option(
      names = "--duplicate-window",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description = "How long after its append time an event is remembered (${DEFAULT-VALUE}).")
  private Duration duplicateWindow;

  DuplicateMarks marks() {
    return new DuplicateMarks(duplicateWindow);
  }
}
