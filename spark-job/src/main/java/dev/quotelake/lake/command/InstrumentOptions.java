// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.reference.InstrumentSource;
import dev.quotelake.lake.reference.InstrumentTable;
import dev.quotelake.lake.reference.Instruments;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** What is known of the instruments beside their quotes. */
final class InstrumentOptions {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  @Option(
      names = "--instruments",
      paramLabel = "PATH",
      description =
          "A CSV file with a header, or a Delta folder: symbol, and any of name, exchange, sector, currency. It is read again when it changes.")
  private Optional<String> list = Optional.empty();

  void load(Instruments instruments, SparkSession spark, Tables tables) {
    InstrumentTable history = new InstrumentTable(spark, tables);
    if (list.isPresent()) {
      instruments.watch(
          new InstrumentSource(spark, list.get()), history, LOOK_EVERY, Clock.systemUTC());
    } else {
      instruments.load(history);
    }
  }
}
