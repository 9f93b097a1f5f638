// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import com.sun.net.httpserver.HttpHandler;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.Graph;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All metrics of a running job, from where they are counted to where they leave. */
public final class LakeMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LakeMetrics.class);
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
  private final ScheduledExecutorService looks =
      Executors.newScheduledThreadPool(
          2, new BasicThreadFactory.Builder().namingPattern("looks").daemon(true).build());

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
    look("The size of the tables", SIZES, sizes::lookAtAll);
    FeedMetrics feeds = new FeedMetrics(registry, tables, graph, calendars, Clock.systemUTC());
    look("What the feeds saw", NEWEST_QUOTES, feeds::lookAtNewest);
    look("What the feeds saw", RANGES_SEEN, feeds::lookAtRanges);
    open.push(looks::shutdownNow);
  }

  /**
   * Looks soon, when the start is over, so that a provider that was mute before it is noticed too,
   * and from the end of one look to the next after each interval; after the stream, with what it
   * leaves of the cores.
   */
  private void look(String what, Duration interval, Runnable look) {
    Runnable orWarn =
        () -> {
          try {
            spark.sparkContext().setLocalProperty("spark.scheduler.pool", "aside");
            look.run();
          } catch (Exception e) { // Spark throws checked exceptions that it does not declare
            if (!looks.isShutdown()) {
              LOG.warn("{} cannot be told this time: {}", what, e.toString());
            }
          }
        };
    looks.scheduleWithFixedDelay(
        orWarn, interval.toMillis() / 4, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Serves the metrics as {@link #server} does; the port is free again after {@link #close}. */
  public HTTPServer serve(int port, Optional<HttpHandler> root) {
    HTTPServer server = server(registry, port, root);
    open.push(server);
    return server;
  }

  /**
   * Serves a registry on {@code http://<driver>:<port>/metrics} in Prometheus' text format, and
   * what there is for people to look at beside it.
   *
   * @param port the port to listen on, on all interfaces; 0 takes a free one
   * @param root what answers everything but the metrics; without it the exporter's own list of
   *     addresses does
   * @throws SettingsException when the port cannot be had
   */
  public static HTTPServer server(
      PrometheusRegistry registry, int port, Optional<HttpHandler> root) {
    HTTPServer.Builder server = HTTPServer.builder().port(port).registry(registry);
    root.ifPresent(server::defaultHandler);
    try {
      return server.buildAndStart();
    } catch (IOException e) {
      throw new SettingsException(
          "metrics cannot be served on port %d: %s; choose a free port with --metrics-port, or 0 to serve none"
              .formatted(port, e.getMessage()));
    }
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
