// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import dev.quotelake.lake.pipeline.store.TradingDates;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of a quarantine, which hold the records that their table did not take. */
final class Quarantined {

  /** What tells a record from all others; a hub that was created anew uses its offsets again. */
  static final String[] RECORD = {
    HubRecords.TOPIC, HubRecords.PARTITION, HubRecords.OFFSET, HubRecords.APPENDED_AT
  };

  private Quarantined() {}

  /** Those of some days, which only the table's transform knows. */
  static Dataset<Row> of(TableDefinition table, TradingDates days, Dataset<Row> rows) {
    if (days.isAll() || table.day().isEmpty()) {
      return rows;
    }
    Dataset<Row> read = days.of(table, table.transformed(records(rows)));
    return rows.join(read.selectExpr(RECORD), RECORD, "left_semi").selectExpr(rows.columns());
  }

  /** The records in the rows, none marked as a repeat. */
  static Dataset<Row> records(Dataset<Row> rows) {
    return DuplicateMarks.none(rows.selectExpr(HubRecords.TYPE.fieldNames()));
  }
}
