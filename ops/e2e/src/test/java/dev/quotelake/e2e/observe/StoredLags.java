// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Lake;
import java.util.ArrayList;
import java.util.List;

/**
 * The lags of the market's quotes, recomputed by SQL from what is stored: silver has the times of
 * each quote, the event log the commits of the micro-batch its offset belongs to.
 */
final class StoredLags {

  private static final String LAGS =
      """
      WITH ranges AS (
        SELECT flow, batch, `table`, committed_at, explode(offsets) AS slice FROM event_log),
      commits AS (
        SELECT flow, batch, slice.partition, slice.`from`, slice.until,
          max(CASE WHEN `table` = 'bronze_quotes' THEN committed_at END) AS bronze_at,
          max(CASE WHEN `table` = 'silver_quotes' THEN committed_at END) AS silver_at,
          max(CASE WHEN startswith(`table`, 'gold') THEN committed_at END) AS gold_at
        FROM ranges GROUP BY flow, batch, slice.partition, slice.`from`, slice.until),
      times AS (
        SELECT unix_micros(quoted_at) AS quoted, quoted_at_source AS source,
          unix_micros(fetched_at) AS fetched, unix_micros(appended_at) AS appended,
          unix_micros(bronze_at) AS bronze, unix_micros(silver_at) AS silver, unix_micros(gold_at) AS gold
        FROM silver_quotes s JOIN commits c
          ON s.partition = c.partition AND s.offset >= c.`from` AND s.offset < c.until)
      SELECT array(%s) AS numbers FROM times
      """;

  private final Lake lake;

  StoredLags(Lake lake) {
    this.lake = lake;
  }

  /**
   * Numbers computed over all quotes.
   *
   * @param aggregates SQL over the columns quoted, source, fetched, appended, bronze, silver and
   *     gold, in microseconds
   */
  List<Double> numbers(List<String> aggregates) {
    List<Double> numbers = new ArrayList<>();
    JsonNode row = lake.row(LAGS.formatted(String.join(", ", aggregates)));
    row.get("numbers").forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }
}
