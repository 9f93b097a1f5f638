// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.LakeSettings;
import dev.quotelake.lake.metrics.LakeMetrics;
import dev.quotelake.lake.pipeline.batch.LakeStream;
import dev.quotelake.lake.pipeline.repair.PlainTables;
import dev.quotelake.lake.pipeline.store.Checkpoint;
import dev.quotelake.lake.pipeline.store.StoredSettings;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.EndOffsets;
import dev.quotelake.lake.source.Hub;
import java.time.Duration;
import java.util.Optional;
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

  @Option(
      names = "--plain-gold",
      paramLabel = "DURATION",
      description =
          "Keep gold as plain Delta tables, too, for engines that know no Spark views: NAME_plain"
              + " beside each view, this long behind.")
  private Optional<Duration> plainGold = Optional.empty();

  RunCommand(Definitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() throws Exception {
    Hub hub = new Hub(hubOptions.source());
    hub.refuseUnreachable();
    try (LakeSession session = LakeSession.open();
        ReferenceOptions reference = referenceOptions) {
      Tables tables = tableOptions.tables(session.spark());
      LakeSettings settings = tableOptions.settings(tables);
      Markets markets = TableOptions.markets(session.spark(), settings);
      Instruments instruments = new Instruments();
      Exclusions exclusions = new Exclusions();
      Graph graph = definitions.graph(settings.limits(), instruments, exclusions, markets);
      LakeStream stream = new LakeStream(graph, tables, Checkpoint.in(checkpoints));
      reference.open(tables, instruments, markets.calendars(), settings.limits().futureTolerance());
      Lake lake = new Lake(tables, settings, graph, exclusions);
      try (LakeMetrics metrics = new LakeMetrics(session.spark(), graph)) {
        if (metricsOptions.wanted()) {
          watch(metrics, lake, markets);
        }
        run(stream, hub.records(session.spark()), lake, markets.calendars(), metrics);
      }
    }
    return 0;
  }

  private void run(
      LakeStream stream, Dataset<Row> records, Lake lake, Calendars calendars, LakeMetrics metrics)
      throws Exception {
    Trigger trigger =
        availableNow ? Trigger.AvailableNow() : Trigger.ProcessingTime(every.toMillis());
    LakeStream.Running running =
        stream.start(lake.marks().on(records), trigger, lake::batchBegins, metrics.batches());
    try (AutoCloseable plain = plainTables(lake);
        StopSignal signal = new StopSignal(running::stop)) {
      new StoredSettings(lake.tables()).keep(lake.settings().texts());
      Tables seen = tableOptions.tables(LakeSession.open().spark());
      metricsOptions.show(metrics, lake.graph(), seen, calendars);
      running.await();
    }
  }

  /** What keeps them up to date, once more at the end. */
  private AutoCloseable plainTables(Lake lake) {
    return plainGold
        .map(interval -> new PlainTables(lake.tables(), lake.graph()).every(interval))
        .orElse(() -> {});
  }

  private void watch(LakeMetrics metrics, Lake lake, Markets markets) {
    EndOffsets hub =
        EndOffsets.ask(
            hubOptions.source(),
            END_OFFSETS,
            offsets -> metrics.queries().endOffsets(Checkpoint.STREAM, offsets));
    metrics.closes(hub);
    metrics.queries().askForFirstOffsets(hub::firstOffsets);
    metrics.watch(lake.graph(), lake.tables(), markets.calendars());
  }
}
