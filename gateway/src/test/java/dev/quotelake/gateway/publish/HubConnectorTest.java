// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubConnectorTest {

  private final Logger logger = Logger.getLogger(HubConnector.class.getName());
  private final Lines log = new Lines();
  private final RecordingHub hub = new RecordingHub();
  private final HubConnector connector = new HubConnector(hub);

  @BeforeEach
  void listen() {
    logger.addHandler(log);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(log);
  }

  @Test
  void triesUntilTheHubAnswersAndTellsEachTroubleOnce() throws Exception {
    hub.troubles("no network", "no network", "no such hub");
    assertThat(connector.reached()).isFalse();

    connector.await();

    assertThat(connector.reached()).isTrue();
    assertThat(connector.trouble()).isEmpty();
    assertThat(log.lines)
        .containsExactly(
            "Not polling yet: no network", "Not polling yet: no such hub", "The hub answers");
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

  private static final class Lines extends Handler {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      lines.add(
          record instanceof org.jboss.logmanager.ExtLogRecord formatted
              ? formatted.getFormattedMessage()
              : record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
