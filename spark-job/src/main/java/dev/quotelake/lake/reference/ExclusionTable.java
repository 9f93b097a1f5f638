// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.apache.spark.sql.functions.col;

import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.EventLog;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The stored exclusions, one row for each event that is excluded. */
public final class ExclusionTable {

  /** What people query. */
  public static final String NAME = "exclusions";

  /** The columns; the trading day is that of the quote. */
  public static final StructType COLUMNS =
      StructType.fromDDL(
          """
          event_id string, symbol string, trading_date date, id string, excluded_by string,
          excluded_at timestamp, reason string\
          """);

  /** A property of the event log that changes when the exclusions do. */
  static final String VERSION = "quotelake.exclusions";

  private final Tables tables;

  public ExclusionTable(Tables tables) {
    this.tables = tables;
  }

  /** All that are stored. */
  public Dataset<Row> rows() {
    return tables.exists(NAME)
        ? tables.read(NAME)
        : tables.spark().createDataFrame(List.of(), COLUMNS);
  }

  /**
   * Excludes events. Those that are excluded already belong to the new exclusion from then on: the
   * one before was cut short, or silver would not have had them.
   */
  public void add(Dataset<Row> events) {
    if (!tables.exists(NAME)) {
      tables.save(rows().coalesce(1).write().format("delta").mode("append"), NAME);
    }
    tables
        .open(NAME)
        .as("stored")
        .merge(events.as("excluded"), "stored.event_id = excluded.event_id")
        .whenMatched()
        .updateAll()
        .whenNotMatched()
        .insertAll()
        .execute();
    change();
  }

  /** Takes back an exclusion with all its events. */
  public void remove(String id) {
    tables.open(NAME).delete(col("id").equalTo(id));
    change();
  }

  private void change() {
    tables.set(EventLog.NAME, VERSION, UUID.randomUUID().toString());
  }
}
