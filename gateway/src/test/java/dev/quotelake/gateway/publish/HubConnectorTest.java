// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.base.LogLines;
import java.util.Collections;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubConnectorTest {

  private final LogLines log = new LogLines(HubConnector.class);
  private final RecordingHub hub = new RecordingHub();
  private final HubConnector connector = new HubConnector(hub);

  @AfterEach
  void leave() {
    log.close();
  }

  @Test
  void triesUntilTheHubAnswersAndTellsEachTroubleOnce() throws Exception {
    hub.troubles("no network for 5 s", "no network for 10 s", "no such hub");
    assertThat(connector.reached()).isFalse();

    connector.await();

    assertThat(connector.reached()).isTrue();
    assertThat(connector.trouble()).isEmpty();
    assertThat(log.lines())
        .containsExactly(
            "INFO Connecting to the hub",
            "ERROR Not polling yet: no network for 5 s",
            "ERROR Not polling yet: no such hub",
            "INFO The hub answers");
  }

  @Test
  void saysWhyItHasNotReachedTheHubYet() throws Exception {
    hub.troubles(Collections.nCopies(1_000, "no network").toArray(String[]::new));
    Thread waiting = new Thread(this::await);
    waiting.start();

    Awaitility.await().until(() -> connector.trouble().isPresent());
    assertThat(connector.trouble()).contains("no network");
    assertThat(connector.reached()).isFalse();

    waiting.interrupt();
    waiting.join();
  }

  private void await() {
    try {
      connector.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
