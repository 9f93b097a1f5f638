// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.quote.Quote;
import java.util.List;

/**
 * What became of a batch.
 *
 * @param acknowledged how many quotes the hub has stored
 * @param refused those it will never take
 */
public record PublishReport(int acknowledged, List<Refused> refused) {

  /**
   * A quote the hub will never take.
   *
   * @param quote the quote
   * @param reason short stable name in snake case, one of a bounded set (a metric label)
   * @param detail a sentence for a person, without secrets
   */
  public record Refused(Quote quote, String reason, String detail) {}
}
