// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import com.sun.net.httpserver.HttpHandler;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.Graph;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** All metrics of a running job, from where they are counted to where they leave. */
public final class LakeMetrics implements AutoCloseable {
  private static final Duration SIZES = Duration.ofMinutes(1);
  private static final Duration NEWEST_QUOTES = Duration.ofMinutes(1);
  private static final Duration RANGES_SEEN = Duration.ofMinutes(15);
  private static final Duration PUSH = Duration.ofSeconds(15);

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final SparkSession spark;
  private final RecentBatches recent = new RecentBatches();
  private final QueryMetrics queries;
  private final BatchMetrics batches;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Registers everything; nothing is served or looked at yet. */
  public LakeMetrics(SparkSession spark, Graph graph) {
    this.spark = spark;
    this.queries = new QueryMetrics(registry, Clock.systemUTC(), recent);
    this.batches = new BatchMetrics(registry, graph, queries, recent);
    JvmMetrics.builder().register(registry);
  }

  /** What the flows tell of their micro-batches. */
  public BatchObserver batches() {
    return batches;
  }

  /** What Spark and the hub tell of the queries. */
  public QueryMetrics queries() {
    return queries;
  }

  /** The last micro-batches. */
  public RecentBatches recent() {
    return recent;
  }

  /** What the counters and gauges say now. */
  public Readings readings() {
    return Readings.of(registry);
  }

  /** Listens to the session's queries, and looks at the tables' sizes and at what feeds told. */
  public void watch(Graph graph, Tables tables, Calendars calendars) {
    spark.streams().addListener(queries);
    open.push(() -> spark.streams().removeListener(queries));
    Map<String, String> names = new HashMap<>();
    graph.stored().forEach(table -> names.put(table.name(), table.storedName()));
    names.put(EventLog.NAME, EventLog.NAME);
    TableSizes sizes = new TableSizes(registry, tables, names);
    open.push(sizes);
    sizes.every(SIZES);
    FeedMetrics feeds = new FeedMetrics(registry, tables, graph, calendars, Clock.systemUTC());
    open.push(feeds);
    feeds.every(NEWEST_QUOTES, RANGES_SEEN);
  }

  /**
   * Serves the metrics; the port is free for others after {@link #close}.
   *
   * @param root what answers everything but the metrics
   */
  public MetricsServer serve(int port, Optional<HttpHandler> root) {
    MetricsServer server = MetricsServer.start(registry, port, root);
    open.push(server);
    return server;
  }

  /** Pushes the metrics every now and then, and at the end. */
  public void push(URI pushgateway, String instance) {
    open.push(MetricsPush.start(registry, pushgateway, instance, PUSH));
  }

  /** Closes something together with the metrics. */
  public void closes(AutoCloseable part) {
    open.push(part);
  }

  /** Ends all that was begun, the last first. */
  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
