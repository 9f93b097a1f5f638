// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The history as rows, and how quotes meet it. */
public final class InstrumentRows {
  static final StructType HISTORY =
      new StructType()
          .add("symbol", DataTypes.StringType)
          .add("name", DataTypes.StringType)
          .add("exchange", DataTypes.StringType)
          .add("sector", DataTypes.StringType)
          .add("currency", DataTypes.StringType)
          .add("valid_from", DataTypes.TimestampType)
          .add("valid_to", DataTypes.TimestampType);

  /** The columns a quote gets; null when nothing is known. */
  public static final StructType COLUMNS =
      new StructType()
          .add("instrument_name", DataTypes.StringType)
          .add("exchange", DataTypes.StringType)
          .add("sector", DataTypes.StringType)
          .add("instrument_currency", DataTypes.StringType);

  private InstrumentRows() {}

  static List<Row> of(InstrumentHistory history) {
    return history.versions().stream().map(InstrumentRows::row).toList();
  }

  static InstrumentHistory history(List<Row> rows) {
    return new InstrumentHistory(rows.stream().map(InstrumentRows::version).toList());
  }

  /** Quotes with {@link #COLUMNS} as they were when quoted; as many as before. */
  static Dataset<Row> onto(Dataset<Row> quotes, List<Row> history) {
    if (history.isEmpty()) {
      return withoutHistory(quotes);
    }
    Dataset<Row> versions =
        quotes
            .sparkSession()
            .createDataFrame(history, HISTORY)
            .select(
                col("symbol").as("instrument_symbol"),
                col("name").as("instrument_name"),
                col("exchange"),
                col("sector"),
                col("currency").as("instrument_currency"),
                col("valid_from"),
                col("valid_to"));
    Column then =
        col("instrument_symbol")
            .equalTo(quotes.col("symbol"))
            .and(quotes.col("quoted_at").geq(col("valid_from")))
            .and(col("valid_to").isNull().or(quotes.col("quoted_at").lt(col("valid_to"))));
    return quotes
        .join(broadcast(versions), then, "left")
        .drop("instrument_symbol", "valid_from", "valid_to");
  }

  /** Quotes with {@link #COLUMNS}, all null. */
  private static Dataset<Row> withoutHistory(Dataset<Row> quotes) {
    Dataset<Row> result = quotes;
    for (StructField field : COLUMNS.fields()) {
      result = result.withColumn(field.name(), lit(null).cast(field.dataType()));
    }
    return result;
  }

  private static Row row(InstrumentHistory.Version version) {
    Instrument instrument = version.instrument();
    return RowFactory.create(
        instrument.symbol(),
        instrument.name(),
        instrument.exchange(),
        instrument.sector(),
        instrument.currency(),
        Timestamp.from(version.validFrom()),
        version.validTo().map(Timestamp::from).orElse(null));
  }

  private static InstrumentHistory.Version version(Row row) {
    return new InstrumentHistory.Version(
        new Instrument(
            row.getString(0),
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4)),
        row.getTimestamp(5).toInstant(),
        Optional.ofNullable(row.getTimestamp(6)).map(Timestamp::toInstant));
  }
}
