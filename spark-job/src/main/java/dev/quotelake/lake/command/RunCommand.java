// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.metrics.LakeMetrics;
import dev.quotelake.lake.pipeline.batch.LakeStream;
import dev.quotelake.lake.pipeline.store.Checkpoint;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.InstrumentSource;
import dev.quotelake.lake.reference.InstrumentTable;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.EndOffsets;
import dev.quotelake.lake.source.Hub;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the hub into the tables until it is told to stop. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Reads the hub into the tables until it is told to stop.")
final class RunCommand implements Callable<Integer> {

  private static final Duration INSTRUMENTS = Duration.ofSeconds(30);
  private static final Duration END_OFFSETS = Duration.ofSeconds(5);

  private final BiFunction<QuoteLimits, Instruments, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private HubOptions hubOptions;
  @Mixin private MetricsOptions metricsOptions;

  @Option(
      names = "--checkpoints",
      required = true,
      paramLabel = "PATH",
      description = "Where the stream keeps how far it is.")
  private String checkpoints;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "1s",
      description = "The time between the starts of two micro-batches (${DEFAULT-VALUE}).")
  private Duration every;

  @Option(names = "--available-now", description = "Read what is there, then stop.")
  private boolean availableNow;

  @Option(
      names = "--instruments",
      paramLabel = "PATH",
      description =
          "A CSV file with a header, or a Delta folder: symbol, and any of name, exchange, sector, currency. It is read again when it changes.")
  private Optional<String> instrumentList = Optional.empty();

  RunCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() throws Exception {
    try (LakeSession session = LakeSession.open();
        Instruments instruments = new Instruments()) {
      Tables tables = tableOptions.tables(session.spark());
      load(instruments, tables);
      Graph graph = definitions.apply(tableOptions.limits(), instruments);
      new Schemas(tables).prepare(graph);
      try (LakeMetrics metrics = new LakeMetrics(session.spark(), graph)) {
        run(tables, graph, metrics);
      }
    }
    return 0;
  }

  private void load(Instruments instruments, Tables tables) {
    InstrumentTable history = new InstrumentTable(tables);
    if (instrumentList.isPresent()) {
      InstrumentSource source = new InstrumentSource(tables.spark(), instrumentList.get());
      instruments.watch(source, history, INSTRUMENTS, Clock.systemUTC());
    } else {
      instruments.load(history);
    }
  }

  private void run(Tables tables, Graph graph, LakeMetrics metrics) throws Exception {
    if (metricsOptions.wanted()) {
      watch(metrics, graph, tables);
    }
    Dataset<Row> records =
        tableOptions.marks().on(new Hub(hubOptions.source()).records(tables.spark()));
    Trigger trigger =
        availableNow ? Trigger.AvailableNow() : Trigger.ProcessingTime(every.toMillis());
    LakeStream stream =
        LakeStream.start(
            records, graph, tables, Checkpoint.in(checkpoints), trigger, metrics.batches());
    try (StopSignal signal = StopSignal.stops(stream::stop)) {
      metricsOptions.show(metrics, graph, tableOptions.tables(LakeSession.open().spark()));
      stream.await();
    }
  }

  private void watch(LakeMetrics metrics, Graph graph, Tables tables) {
    metrics.watch(graph, tables);
    metrics.closes(
        EndOffsets.ask(
            hubOptions.source(),
            END_OFFSETS,
            offsets -> metrics.queries().endOffsets(Checkpoint.STREAM, offsets)));
  }
}
