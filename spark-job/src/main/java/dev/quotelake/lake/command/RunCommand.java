// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.DurationText;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.lag.LakeMetrics;
import dev.quotelake.lake.pipeline.BatchObserver;
import dev.quotelake.lake.pipeline.Flow;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.pipeline.Preparation;
import dev.quotelake.lake.pipeline.TableDefinition;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.Hub;
import dev.quotelake.lake.source.HubEnds;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
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

  private static final String QUERY = "quotelake";
  private static final Duration HUB_ENDS = Duration.ofSeconds(5);

  private final Function<QuoteLimits, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private HubOptions hubOptions;
  @Mixin private MetricsOptions metricsOptions;

  @Option(
      names = "--checkpoints",
      required = true,
      paramLabel = "PATH",
      description = "Where the streams keep how far they are.")
  private String checkpoints;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "1s",
      description = "The time between the starts of two micro-batches (${DEFAULT-VALUE}).")
  private String every;

  @Option(names = "--available-now", description = "Read what is there, then stop.")
  private boolean availableNow;

  @Option(
      names = "--duplicate-window",
      paramLabel = "DURATION",
      defaultValue = "PT1H",
      description = "How long after its append time an event is remembered (${DEFAULT-VALUE}).")
  private Duration duplicateWindow;

  RunCommand(Function<QuoteLimits, Graph> definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() throws Exception {
    Graph graph = definitions.apply(tableOptions.limits());
    try (LakeSession session = LakeSession.open()) {
      run(session.spark(), graph);
    }
    return 0;
  }

  private void run(SparkSession spark, Graph graph) throws Exception {
    new Preparation(spark, tableOptions.tables()).of(graph);
    if (metricsOptions.wanted()) {
      runShown(spark, graph);
    } else {
      run(spark, graph, BatchObserver.NONE, () -> {});
    }
  }

  private void runShown(SparkSession spark, Graph graph) throws Exception {
    try (LakeMetrics metrics = new LakeMetrics(spark, graph)) {
      metrics.watch(graph, tableOptions.tables());
      HubEnds ends =
          HubEnds.ask(
              hubOptions.source(), HUB_ENDS, offsets -> metrics.queries().hubEnds(QUERY, offsets));
      metrics.closes(ends);
      run(spark, graph, metrics.batches(), () -> metricsOptions.show(metrics));
    }
  }

  private void run(SparkSession spark, Graph graph, BatchObserver observer, Runnable started)
      throws Exception {
    Flow flow = new Flow(graph, TableDefinition.HUB, tableOptions.tables(), observer);
    StreamingQuery query =
        new DuplicateMarks(duplicateWindow)
            .on(new Hub(hubOptions.source()).records(spark))
            .writeStream()
            .queryName(QUERY)
            .option("checkpointLocation", checkpoints + "/" + QUERY)
            .trigger(
                availableNow
                    ? Trigger.AvailableNow()
                    : Trigger.ProcessingTime(DurationText.parse(every).toMillis()))
            .foreachBatch(flow)
            .start();
    try (StopSignal signal = StopSignal.stops(() -> flow.stop(query))) {
      started.run();
      query.awaitTermination();
    }
  }
}
