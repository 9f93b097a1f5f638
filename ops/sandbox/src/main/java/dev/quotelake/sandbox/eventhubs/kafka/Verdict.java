// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import java.time.Duration;
import org.apache.kafka.common.protocol.ApiMessage;

/** What is to become of a request. */
sealed interface Verdict {

  /** It goes on to the broker; the answer is held back for a while when throttled. */
  record Forward(Duration hold) implements Verdict {}

  /** The double answers itself. */
  record Answer(ApiMessage answer) implements Verdict {}

  /** The connection is closed, by a reset if {@code reset}. */
  record Cut(boolean reset) implements Verdict {}

  /** The broker stores it, but the connection is dropped in place of its answer. */
  record LoseAnswer() implements Verdict {}

  /** Goes on at once. */
  static Verdict forward() {
    return new Forward(Duration.ZERO);
  }

  /** The connection ends in good order. */
  static Verdict close() {
    return new Cut(false);
  }
}
