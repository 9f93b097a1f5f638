// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import dev.quotelake.lake.config.SettingsException;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes a registry to a Pushgateway from a thread of its own. A gateway that is slow or away costs
 * that thread a bounded wait and a count of {@code quotelake_lake_metrics_push_failures_total}; no
 * micro-batch ever waits for it.
 */
public final class MetricsPush implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsPush.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final PushGateway gateway;
  private final String address;
  private final Counter failures;
  private final ScheduledExecutorService thread;
  private boolean failing;

  private MetricsPush(PushGateway gateway, String address, PrometheusRegistry registry) {
    this.gateway = gateway;
    this.address = address;
    this.failures =
        Counter.builder()
            .name("quotelake_lake_metrics_push_failures_total")
            .help("Pushes of metrics that failed; a failed push never delays a micro-batch.")
            .labelNames("sink")
            .register(registry);
    failures.labelValues("pushgateway");
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            new BasicThreadFactory.Builder().namingPattern("metrics-push").daemon(true).build());
  }

  /**
   * @param pushgateway {@code http(s)://[user:password@]host:port}; the login is never logged
   * @param instance grouping label that keeps two jobs apart
   * @param interval from the end of one push to the next
   * @throws SettingsException when the address cannot be used
   */
  public static MetricsPush start(
      PrometheusRegistry registry, URI pushgateway, String instance, Duration interval) {
    PushGateway gateway = gateway(registry, pushgateway, instance);
    MetricsPush push =
        new MetricsPush(gateway, pushgateway.getHost() + ":" + port(pushgateway), registry);
    push.thread.scheduleWithFixedDelay(
        push::push, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return push;
  }

  private static PushGateway gateway(PrometheusRegistry registry, URI uri, String instance) {
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw new SettingsException(
          "the Pushgateway's address must look like http://host:9091 or https://user:password@host");
    }
    PushGateway.Builder builder =
        PushGateway.builder()
            .registry(registry)
            .format(Format.PROMETHEUS_TEXT)
            .scheme(Scheme.fromString(uri.getScheme()))
            .address(uri.getHost() + ":" + port(uri))
            .job("quotelake-lake")
            .groupingKey("instance", instance)
            .connectionTimeout(TIMEOUT)
            .readTimeout(TIMEOUT);
    if (uri.getUserInfo() != null) {
      String[] login = uri.getUserInfo().split(":", 2);
      builder.basicAuth(login[0], login.length > 1 ? login[1] : "");
    }
    return builder.build();
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? 443 : 9091;
  }

  private void push() {
    try {
      gateway.push();
      if (failing) {
        LOG.info("Pushing metrics to {} works again", address);
      }
      failing = false;
    } catch (IOException | RuntimeException e) {
      failures.labelValues("pushgateway").inc();
      if (!failing) {
        LOG.warn(
            "Metrics could not be pushed to {}, trying again every interval: {}",
            address,
            e.toString());
      }
      failing = true;
    }
  }

  /**
   * Pushes once more, so that the last batch is seen, and stops; takes at most about ten seconds.
   */
  @Override
  public void close() {
    thread.execute(this::push);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
