// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import dev.quotelake.sandbox.market.vendor.Answer;
import dev.quotelake.sandbox.market.vendor.Call;
import java.time.Instant;

/** Answers the calls to one vendor. */
interface Desk {
  /**
   * @param uri path and query as sent
   */
  Answer answer(String uri, Call call, Instant now);
}
