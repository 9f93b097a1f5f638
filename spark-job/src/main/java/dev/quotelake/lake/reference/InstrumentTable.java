// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import dev.quotelake.lake.pipeline.store.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The stored history of the instruments: a small table that is replaced as a whole. */
public final class InstrumentTable {
  /** What people query. */
  public static final String NAME = "instruments";

  private final Tables tables;

  public InstrumentTable(Tables tables) {
    this.tables = tables;
  }

  InstrumentHistory read() {
    return tables.exists(NAME)
        ? new InstrumentHistory(tables.read(NAME).collectAsList())
        : InstrumentHistory.empty();
  }

  void write(InstrumentHistory history) {
    Dataset<Row> versions =
        tables.spark().createDataFrame(history.versions(), InstrumentHistory.COLUMNS);
    tables.save(versions.coalesce(1).write().format("delta").mode("overwrite"), NAME);
  }
}
