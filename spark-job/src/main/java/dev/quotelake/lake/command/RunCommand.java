// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.metrics.LakeMetrics;
import dev.quotelake.lake.pipeline.BatchObserver;
import dev.quotelake.lake.pipeline.Checkpoints;
import dev.quotelake.lake.pipeline.Graph;
import dev.quotelake.lake.pipeline.LakeStreams;
import dev.quotelake.lake.pipeline.Preparation;
import dev.quotelake.lake.pipeline.Segment;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.source.EndOffsets;
import dev.quotelake.lake.source.Hub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;
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
  private static final Duration END_OFFSETS = Duration.ofSeconds(5);

  private final BiFunction<QuoteLimits, Instruments, Graph> definitions;

  @Mixin private TableOptions tableOptions;
  @Mixin private HubOptions hubOptions;
  @Mixin private MetricsOptions metricsOptions;
  @Mixin private StreamOptions streamOptions;
  @Mixin private InstrumentOptions instrumentOptions;

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
  private Duration every;

  @Option(names = "--available-now", description = "Read what is there, then stop.")
  private boolean availableNow;

  RunCommand(BiFunction<QuoteLimits, Instruments, Graph> definitions) {
    this.definitions = definitions;
  }

  @Override
  public Integer call() throws Exception {
    try (LakeSession session = LakeSession.open();
        Instruments instruments = new Instruments()) {
      instrumentOptions.load(instruments, session.spark(), tableOptions.tables());
      Graph graph = definitions.apply(tableOptions.limits(), instruments);
      run(session.spark(), graph);
    }
    return 0;
  }

  private void run(SparkSession spark, Graph graph) throws Exception {
    new Preparation(spark, tableOptions.tables()).of(graph);
    try (LakeMetrics metrics = new LakeMetrics(spark, graph)) {
      if (metricsOptions.wanted()) {
        watch(metrics, graph);
      }
      run(spark, graph, metrics.batches(), () -> metricsOptions.show(metrics));
    }
  }

  private void watch(LakeMetrics metrics, Graph graph) {
    metrics.watch(graph, tableOptions.tables());
    metrics.closes(
        EndOffsets.ask(
            hubOptions.source(),
            END_OFFSETS,
            offsets -> metrics.queries().endOffsets(QUERY, offsets)));
  }

  private void run(SparkSession spark, Graph graph, BatchObserver observer, Runnable started)
      throws Exception {
    List<Segment> segments = graph.segments(streamOptions.cuts());
    LakeStreams streams =
        new LakeStreams(
            spark,
            tableOptions.tables(),
            new Hub(hubOptions.source()),
            streamOptions.marks(),
            new Checkpoints(checkpoints));
    try (StopSignal signal = StopSignal.stops(streams::stop)) {
      if (availableNow) {
        started.run();
        streams.catchUp(segments, observer);
      } else {
        streams.start(segments, Trigger.ProcessingTime(every.toMillis()), observer);
        started.run();
        streams.await();
      }
    }
  }
}
