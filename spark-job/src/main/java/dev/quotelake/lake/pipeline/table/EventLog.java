// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import org.apache.spark.sql.types.StructType;

/** The table that tells what every micro-batch did to every table; the engine itself writes it. */
public final class EventLog {

  public static final String NAME = "event_log";

  /**
   * A row for each table and micro-batch; {@code until} is the offset after the last record. And a
   * row for what else changed a table, with the name of that operation and what it was done to.
   */
  public static final StructType COLUMNS =
      StructType.fromDDL(
          """
          flow string, batch bigint, table string, committed_at timestamp, duration_ms bigint,
          rows_in bigint, rows_out bigint, rows_dropped bigint, rows_quarantined bigint,
          duplicates bigint,
          expectations array<struct<name: string, action: string, passed: bigint, failed: bigint>>,
          offsets array<struct<topic: string, partition: int, from: bigint, until: bigint,
                               records: bigint, canaries: bigint, duplicates: bigint>>,
          lag_seconds struct<p50: double, p95: double, p99: double>,
          operation string, detail string\
          """);

  /** The operation that a micro-batch is; other rows have no batch and count no rows. */
  public static final String BATCH = "batch";

  /** The operation of a row that stands for all batches before a day; it goes on counting. */
  public static final String EXPIRY = "expiry";

  private EventLog() {}

  public static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("What every micro-batch did to every table.")
        .reads(TableDefinition.HUB)
        .columns(COLUMNS)
        .skipBy("batch", "committed_at")
        .build();
  }
}
