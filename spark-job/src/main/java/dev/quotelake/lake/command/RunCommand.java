// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.metrics.LakeMetrics;
import dev.quotelake.lake.pipeline.batch.LakeStream;
import dev.quotelake.lake.pipeline.store.Checkpoint;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.EndOffsets;
import dev.quotelake.lake.source.Hub;
import java.time.Duration;
import java.util.concurrent.Callable;
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

  private static final Duration END_OFFSETS = Duration.ofSeconds(5);

  private final Definitions definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private HubOptions hubOptions;
  @Mixin private MetricsOptions metricsOptions;
  @Mixin private ReferenceOptions referenceOptions;

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

  RunCommand(Definitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() throws Exception {
    try (LakeSession session = LakeSession.open();
        ReferenceOptions reference = referenceOptions) {
      Tables tables = tableOptions.tables(session.spark());
      QuoteLimits limits = tableOptions.limits();
      Markets markets = tableOptions.markets(session.spark());
      Instruments instruments =
          reference.open(tables, markets.calendars(), limits.futureTolerance());
      Graph graph = definitions.graph(limits, instruments, markets);
      new Schemas(tables).prepare(graph);
      try (LakeMetrics metrics = new LakeMetrics(session.spark(), graph)) {
        run(tables, graph, markets.calendars(), metrics);
      }
    }
    return 0;
  }

  private void run(Tables tables, Graph graph, Calendars calendars, LakeMetrics metrics)
      throws Exception {
    if (metricsOptions.wanted()) {
      metrics.watch(graph, tables, calendars);
      watchHub(metrics);
    }
    Dataset<Row> records =
        tableOptions.marks().on(new Hub(hubOptions.source()).records(tables.spark()));
    Trigger trigger =
        availableNow ? Trigger.AvailableNow() : Trigger.ProcessingTime(every.toMillis());
    LakeStream stream =
        LakeStream.start(
            records, graph, tables, Checkpoint.in(checkpoints), trigger, metrics.batches());
    try (StopSignal signal = StopSignal.stops(stream::stop)) {
      metricsOptions.show(metrics);
      stream.await();
    }
  }

  private void watchHub(LakeMetrics metrics) {
    metrics.closes(
        EndOffsets.ask(
            hubOptions.source(),
            END_OFFSETS,
            offsets -> metrics.queries().endOffsets(Checkpoint.STREAM, offsets)));
  }
}
