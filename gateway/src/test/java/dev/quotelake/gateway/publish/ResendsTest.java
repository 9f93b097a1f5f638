// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.gateway.base.LogLines;
import org.junit.jupiter.api.Test;

class ResendsTest {

  private final Resends resends = new Resends();

  @Test
  void tellsOfAnOutageOnceHoweverManyAttemptsItTakes() {
    try (LogLines log = new LogLines(Resends.class)) {
      for (int attempt = 1; attempt <= 100; attempt++) {
        resends.again("one", "expiring " + attempt + " records for quotes-" + attempt % 4);
        resends.again("other", "expiring 7 records for quotes-0");
      }
      resends.done("one");
      resends.again("other", "no hub");
      resends.done("other");
      resends.done("a third");

      assertThat(resends.count()).isEqualTo(201);
      assertThat(log.lines())
          .containsExactly(
              "WARN The hub does not take quotes, they are sent again until it does: expiring 1"
                  + " records for quotes-1",
              "WARN The hub does not take quotes, they are sent again until it does: no hub",
              "INFO The hub takes quotes again");
    }
  }

  @Test
  void tellsOfTheNextOutageAgain() {
    try (LogLines log = new LogLines(Resends.class)) {
      for (int outage = 0; outage < 2; outage++) {
        resends.again("one", "no hub");
        resends.done("one");
      }

      assertThat(log.lines()).hasSize(4);
    }
  }
}
