// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import dev.quotelake.lake.pipeline.batch.SourceRange;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * What Spark tells of its streaming queries, as metrics. Spark calls a listener from a thread of
 * its own after each micro-batch, so nothing here delays one.
 */
public final class QueryMetrics extends StreamingQueryListener {
  private static final List<String> PHASES =
      List.of(
          "latestOffset", "getBatch", "queryPlanning", "addBatch", "walCommit", "commitOffsets");

  private static final String QUERY = "query";
  private static final String KAFKA_SOURCE = "KafkaV2";

  private final Clock clock;
  private final RecentBatches recent;
  private final Map<UUID, String> names = new ConcurrentHashMap<>();
  private final Map<String, String> namesById = new ConcurrentHashMap<>();
  private final Map<String, ConsumerLag> lags = new ConcurrentHashMap<>();
  private final LagHistogram batchSeconds =
      new LagHistogram(
          "quotelake_lake_batch_seconds", "Duration of a micro-batch, trigger to commit.");
  private volatile Supplier<Optional<Map<Integer, Long>>> firstOffsets = Optional::empty;
  private final Counter inputRows;
  private final Counter lostEvents;
  private final Counter phaseSeconds;
  private final Counter failures;
  private final Gauge progress;
  private final Gauge stateRows;
  private final Gauge stateBytes;
  private final Gauge partitions;

  public QueryMetrics(PrometheusRegistry registry, Clock clock, RecentBatches recent) {
    this.clock = clock;
    this.recent = recent;
    registry.register(batchSeconds);
    inputRows =
        Counter.builder()
            .name("quotelake_lake_input_rows_total")
            .help("Records a streaming query read, canaries included.")
            .labelNames(QUERY)
            .register(registry);
    lostEvents =
        Counter.builder()
            .name("quotelake_lake_lost_events_total")
            .help(
                "Events the hub had dropped (retention, a recreated topic) before they were read.")
            .labelNames(QUERY)
            .register(registry);
    phaseSeconds =
        Counter.builder()
            .name("quotelake_lake_batch_phase_seconds_total")
            .help("Time micro-batches spent in each phase.")
            .labelNames(QUERY, "phase")
            .register(registry);
    failures =
        Counter.builder()
            .name("quotelake_lake_query_failures_total")
            .help("How often a streaming query ended with an error.")
            .labelNames(QUERY)
            .register(registry);
    progress =
        gauge(
            registry,
            "quotelake_lake_progress_timestamp_seconds",
            "When a streaming query last showed life, as a Unix time.");
    stateRows =
        gauge(registry, "quotelake_lake_state_rows", "Rows of state kept to find duplicates.");
    stateBytes = gauge(registry, "quotelake_lake_state_bytes", "Memory of that state.");
    partitions =
        Gauge.builder()
            .name("quotelake_lake_partition_timestamp_seconds")
            .help(
                "Append time of the newest event read from a partition of the hub, as a Unix time.")
            .labelNames(QUERY, "partition")
            .register(registry);
    GaugeWithCallback.builder()
        .name("quotelake_lake_backlog_events")
        .help("Events in the hub that a streaming query has not read, over all partitions.")
        .labelNames(QUERY)
        .callback(series -> lags.forEach((query, lag) -> series.call(lag.events(), query)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("quotelake_lake_backlog_seconds")
        .help("0 when nothing is unread, else the age of the newest event read.")
        .labelNames(QUERY)
        .callback(
            series ->
                lags.forEach((query, lag) -> series.call(lag.seconds(clock.instant()), query)))
        .register(registry);
  }

  private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
    return Gauge.builder().name(name).help(help).labelNames(QUERY).register(registry);
  }

  /** Whom to ask for the first offset that each partition of the hub holds. */
  public void askForFirstOffsets(Supplier<Optional<Map<Integer, Long>>> hub) {
    firstOffsets = hub;
  }

  /** Where the hub's partitions end now: the offset after the last of each. */
  public void endOffsets(String query, Map<Integer, Long> ends) {
    lag(query).endsAt(ends);
  }

  /** What a micro-batch of a query, by Spark's id of it, has read and stored. */
  void batchDone(String queryId, List<SourceRange> ranges) {
    String query = namesById.get(queryId);
    if (query != null) {
      Map<Integer, Long> until = new HashMap<>();
      ranges.forEach(range -> until.put(range.partition(), range.until()));
      lag(query).readUntil(until);
      ranges.forEach(range -> read(query, range));
    }
  }

  private void read(String query, SourceRange range) {
    lag(query).newestRead(range.newestAppendedAt());
    partitions
        .labelValues(query, Integer.toString(range.partition()))
        .set(range.newestAppendedAt().toEpochMilli() / 1e3);
  }

  private ConsumerLag lag(String query) {
    return lags.computeIfAbsent(query, ConsumerLag::new);
  }

  /** Makes the series of a query stand at zero before its first micro-batch. */
  public void expect(String query) {
    for (Counter counter : List.of(inputRows, lostEvents, failures)) {
      counter.initLabelValues(query);
    }
    PHASES.forEach(phase -> phaseSeconds.initLabelValues(query, phase));
    stateRows.initLabelValues(query);
    stateBytes.initLabelValues(query);
    batchSeconds.add(Labels.of(QUERY, query), new LagCounts());
    progress.labelValues(query).set(clock.millis() / 1e3);
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {
    String query = event.name() == null ? "unnamed" : event.name();
    names.put(event.runId(), query);
    namesById.put(event.id().toString(), query);
    expect(query);
  }

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress done = event.progress();
    String query = names.getOrDefault(done.runId(), "unnamed");
    alive(query);
    inputRows.labelValues(query).inc(Math.max(0, done.numInputRows()));
    LagCounts duration = new LagCounts();
    duration.add(millis(done, "triggerExecution") / 1e3, 1);
    batchSeconds.add(Labels.of(QUERY, query), duration);
    recent.ended(
        done.batchId(),
        Instant.parse(done.timestamp()),
        Duration.ofMillis(millis(done, "triggerExecution")));
    PHASES.forEach(phase -> phaseSeconds.labelValues(query, phase).inc(millis(done, phase) / 1e3));
    state(query, done.stateOperators());
    for (SourceProgress source : done.sources()) {
      if (source.description().startsWith(KAFKA_SOURCE)) {
        lostEvents.labelValues(query).inc(lag(query).read(source, firstOffsets));
      }
    }
  }

  @Override
  public void onQueryIdle(QueryIdleEvent event) {
    alive(names.getOrDefault(event.runId(), "unnamed"));
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {
    String query = names.remove(event.runId());
    if (query != null && event.exception().isDefined()) {
      failures.labelValues(query).inc();
    }
  }

  private void alive(String query) {
    progress.labelValues(query).set(clock.millis() / 1e3);
  }

  private void state(String query, StateOperatorProgress[] operators) {
    long rows = 0;
    long bytes = 0;
    for (StateOperatorProgress operator : operators) {
      rows += operator.numRowsTotal();
      bytes += operator.memoryUsedBytes();
    }
    stateRows.labelValues(query).set(rows);
    stateBytes.labelValues(query).set(bytes);
  }

  private static long millis(StreamingQueryProgress progress, String phase) {
    Long millis = progress.durationMs().get(phase);
    return millis == null ? 0 : millis;
  }
}
