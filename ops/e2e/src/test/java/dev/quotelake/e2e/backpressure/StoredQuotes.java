// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.backpressure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Lake;

/**
 * How many quotes the tables hold.
 *
 * @param bronze as they came from the hub
 * @param silver judged good
 * @param distinct of these, by identifier
 * @param quarantined judged bad
 * @param duplicates seen before: the same quote comes again when a price moves and moves back
 */
record StoredQuotes(long bronze, long silver, long distinct, long quarantined, long duplicates) {

  private static final String SQL =
      """
      SELECT (SELECT count(*) FROM bronze_quotes) AS bronze,
             (SELECT count(*) FROM silver_quotes) AS silver,
             (SELECT count(DISTINCT event_id) FROM silver_quotes) AS distinct_silver,
             (SELECT count(*) FROM silver_quarantine) AS quarantined,
             (SELECT coalesce(sum(duplicates), 0) FROM event_log WHERE `table` = 'bronze_quotes') AS duplicates
      """;

  static StoredQuotes of(Lake lake) {
    JsonNode counts = lake.row(SQL);
    return new StoredQuotes(
        counts.get("bronze").asLong(),
        counts.get("silver").asLong(),
        counts.get("distinct_silver").asLong(),
        counts.get("quarantined").asLong(),
        counts.get("duplicates").asLong());
  }

  /** Every quote of bronze is accounted for, and none is in silver twice. */
  void assertAccountedFor() {
    assertThat(bronze).as(toString()).isEqualTo(silver + quarantined + duplicates);
    assertThat(silver).as(toString()).isEqualTo(distinct);
  }
}
