// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import dev.quotelake.lake.pipeline.Tables;
import org.apache.spark.sql.SparkSession;

/** The stored history of the instruments: a small table that is replaced as a whole. */
public final class InstrumentTable {
  /** What people query. */
  public static final String NAME = "instruments";

  private final SparkSession spark;
  private final Tables tables;

  public InstrumentTable(SparkSession spark, Tables tables) {
    this.spark = spark;
    this.tables = tables;
  }

  /** Shows the history under its name in this session, if it is stored. */
  public void show() {
    if (tables.exists(spark, NAME)) {
      tables.read(spark, NAME).createOrReplaceTempView(NAME);
    }
  }

  InstrumentHistory read() {
    return tables.exists(spark, NAME)
        ? new InstrumentHistory(tables.read(spark, NAME).collectAsList())
        : InstrumentHistory.empty();
  }

  void write(InstrumentHistory history) {
    tables.save(
        spark
            .createDataFrame(history.versions(), InstrumentHistory.COLUMNS)
            .coalesce(1)
            .write()
            .format("delta")
            .mode("overwrite"),
        NAME);
  }
}
