// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import java.nio.file.Path;
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
      SELECT %s FROM times
      """;

  private final RunningPipeline pipeline;
  private final Path data;

  StoredLags(RunningPipeline pipeline, Path data) {
    this.pipeline = pipeline;
    this.data = data;
  }

  /**
   * Numbers computed over all quotes.
   *
   * @param aggregates SQL over the columns quoted, source, fetched, appended, bronze, silver and
   *     gold, in microseconds
   */
  List<Double> numbers(List<String> aggregates) {
    String sql = LAGS.formatted(String.join(", ", aggregates));
    String csv =
        pipeline.output("ops/query", "--data", data.toString(), "--format", "csv", sql).strip();
    String values = csv.lines().reduce((first, second) -> second).orElseThrow();
    return List.of(values.split(",")).stream().map(Double::valueOf).toList();
  }
}
