// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.lag.MetricsServer;
import dev.quotelake.lake.pipeline.BatchObserver;
import dev.quotelake.lake.pipeline.Flow;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.pipeline.Preparation;
import dev.quotelake.lake.pipeline.TableDefinition;
import dev.quotelake.lake.source.DuplicateMarks;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
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

  private final Function<QuoteLimits, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private HubOptions hubOptions;

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

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Serve /metrics on this port; 0 serves none.")
  private int metricsPort;

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
    BatchObserver observer = (batch, source, commits, measured) -> {};
    Flow flow = new Flow(graph, TableDefinition.HUB, tableOptions.tables(), observer);
    StreamingQuery query =
        new DuplicateMarks(duplicateWindow)
            .on(hubOptions.hub().records(spark))
            .writeStream()
            .queryName("quotelake")
            .option("checkpointLocation", checkpoints + "/quotelake")
            .trigger(availableNow ? Trigger.AvailableNow() : Trigger.ProcessingTime(every))
            .foreachBatch(flow)
            .start();
    try (StopSignal signal = StopSignal.stops(() -> flow.stop(query))) {
      if (metricsPort > 0) {
        try (MetricsServer server =
            MetricsServer.start(PrometheusRegistry.defaultRegistry, metricsPort)) {
          query.awaitTermination();
        }
      } else {
        query.awaitTermination();
      }
    }
  }
}
