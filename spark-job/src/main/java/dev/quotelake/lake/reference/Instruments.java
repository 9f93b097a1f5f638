// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instruments as they are known now and were before; none until a history is loaded. What
 * changes in the list is stored in the history first and used from the next micro-batch on.
 */
public final class Instruments {
  /** The columns a quote gets; null when nothing is known. */
  public static final StructType COLUMNS =
      StructType.fromDDL(
          "instrument_name string, exchange string, sector string, instrument_currency string");

  /** The market a quote's instrument is listed with, which is no column of the quote. */
  public static final String MARKET = "instrument_market";

  private static final StructType ALL = COLUMNS.add(MARKET, DataTypes.StringType);

  private static final Logger LOG = LoggerFactory.getLogger(Instruments.class);

  private volatile InstrumentHistory history = InstrumentHistory.empty();

  /** Takes the history as it is stored, if it is. */
  public void load(InstrumentTable table) {
    history = table.read();
  }

  /**
   * Takes the stored history, reads the list, and looks for changes until it is closed.
   *
   * @param interval from the end of one look to the next
   * @param ahead from when on a list that is read now is valid: later than any quote of a
   *     micro-batch that has begun without it can be quoted, so that whoever enriches the same
   *     quotes again finds the same
   * @throws dev.quotelake.lake.config.SettingsException when the list is not there, or no list of
   *     instruments
   */
  public AutoCloseable watch(
      ReferenceList list, InstrumentTable table, Duration interval, Clock ahead) {
    load(table);
    return ListWatch.start(list, interval, () -> take(list, table, ahead));
  }

  /**
   * Quotes with {@link #COLUMNS} and {@link #MARKET} as they were when quoted; as many as before.
   */
  public Dataset<Row> onto(Dataset<Row> quotes) {
    List<Row> known = history.versions();
    return known.isEmpty() ? withNothingKnown(quotes) : joined(quotes, known);
  }

  private void take(ReferenceList list, InstrumentTable table, Clock ahead) {
    InstrumentHistory next = history.after(InstrumentHistory.rowsOf(list), ahead.instant());
    if (next != history) {
      table.write(next);
      history = next;
      LOG.info("Read a new list of instruments: {} versions", next.versions().size());
    }
  }

  private static Dataset<Row> joined(Dataset<Row> quotes, List<Row> history) {
    Dataset<Row> versions =
        quotes
            .sparkSession()
            .createDataFrame(history, InstrumentHistory.COLUMNS)
            .withColumnsRenamed(
                Map.of(
                    "symbol", "instrument_symbol",
                    "name", "instrument_name",
                    "currency", "instrument_currency",
                    "market", MARKET));
    Column then =
        col("instrument_symbol")
            .equalTo(quotes.col("symbol"))
            .and(quotes.col("quoted_at").geq(col("valid_from")))
            .and(col("valid_to").isNull().or(quotes.col("quoted_at").lt(col("valid_to"))));
    return quotes
        .join(broadcast(versions), then, "left")
        .drop("instrument_symbol", "valid_from", "valid_to");
  }

  private static Dataset<Row> withNothingKnown(Dataset<Row> quotes) {
    Dataset<Row> result = quotes;
    for (StructField field : ALL.fields()) {
      result = result.withColumn(field.name(), lit(null).cast(field.dataType()));
    }
    return result;
  }
}
