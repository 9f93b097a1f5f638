// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import dev.quotelake.lake.pipeline.store.Tables;

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
        ? InstrumentRows.history(tables.read(NAME).collectAsList())
        : InstrumentHistory.empty();
  }

  /** Shows the history under its name in this session, if it is stored. */
  public void show() {
    if (tables.exists(NAME)) {
      tables.read(NAME).createOrReplaceTempView(NAME);
    }
  }

  void write(InstrumentHistory history) {
    tables.save(
        tables
            .spark()
            .createDataFrame(InstrumentRows.of(history), InstrumentRows.HISTORY)
            .coalesce(1)
            .write()
            .format("delta")
            .mode("overwrite"),
        NAME);
  }
}
