// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.quotelake.lake.config.SettingsException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instruments as they are known now and were before; none until a history is loaded. The list
 * is looked at every so often from a thread of its own; what changed is stored in the history first
 * and used from the next micro-batch on. A list that cannot be read later on leaves what is known
 * in use.
 */
public final class Instruments implements AutoCloseable {
  /** The columns a quote gets; null when nothing is known. */
  public static final StructType COLUMNS =
      new StructType()
          .add("instrument_name", DataTypes.StringType)
          .add("exchange", DataTypes.StringType)
          .add("sector", DataTypes.StringType)
          .add("instrument_currency", DataTypes.StringType);

  private static final Logger LOG = LoggerFactory.getLogger(Instruments.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "instruments");
            made.setDaemon(true);
            return made;
          });

  private volatile InstrumentHistory history = InstrumentHistory.empty();
  private String versionRead = "";

  /** Takes the history as it is stored, if it is. */
  public synchronized void load(InstrumentTable table) {
    history = table.read();
  }

  /**
   * Takes the stored history, reads the list, and looks for changes from now on.
   *
   * @param interval from the end of one look to the next
   * @throws SettingsException when the list is not there, or no list of instruments
   */
  public void watch(
      InstrumentSource source, InstrumentTable table, Duration interval, Clock clock) {
    load(table);
    try {
      look(source, table, clock);
    } catch (IOException e) {
      throw new SettingsException(
          "The list of instruments cannot be read: "
              + e.getMessage()
              + ". Correct --instruments or leave it out.");
    }
    thread.scheduleWithFixedDelay(
        () -> lookAgain(source, table, clock),
        interval.toMillis(),
        interval.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Quotes with {@link #COLUMNS} as they were when quoted; as many as before. */
  public Dataset<Row> onto(Dataset<Row> quotes) {
    List<Row> known = history.versions();
    return known.isEmpty() ? withNothingKnown(quotes) : joined(quotes, known);
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
                    "currency", "instrument_currency"));
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
    for (StructField field : COLUMNS.fields()) {
      result = result.withColumn(field.name(), lit(null).cast(field.dataType()));
    }
    return result;
  }

  private synchronized void look(InstrumentSource source, InstrumentTable table, Clock clock)
      throws IOException {
    String version = source.version();
    if (version.equals(versionRead)) {
      return;
    }
    InstrumentHistory next = history.after(source.read(), clock.instant());
    if (next != history) {
      table.write(next);
      history = next;
      LOG.info("Read a new list of instruments: {} versions", next.versions().size());
    }
    versionRead = version;
  }

  private void lookAgain(InstrumentSource source, InstrumentTable table, Clock clock) {
    try {
      look(source, table, clock);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The list of instruments cannot be read, the last one stays in use: {}", e.toString());
    }
  }

  /** Stops looking. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
