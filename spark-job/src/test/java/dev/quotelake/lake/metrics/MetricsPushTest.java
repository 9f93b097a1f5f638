// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class MetricsPushTest {
  private static final String FAILURES = "quotelake_lake_metrics_push_failures";
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();

  @Test
  void pushesWithLoginUnderItsJobAndInstance() throws Exception {
    Counter.builder().name("things_total").help("Things.").register(registry).inc(3);
    HttpServer gateway = gateway();
    URI address = URI.create("http://me:secret@localhost:" + gateway.getAddress().getPort());

    try (MetricsPush push = MetricsPush.start(registry, address, "lake-1", Duration.ofMillis(10))) {
      await().until(() -> !received.isEmpty());
    } finally {
      gateway.stop(0);
    }

    assertThat(received.peek())
        .startsWith("/metrics/job/quotelake-lake/instance/lake-1 Basic bWU6c2VjcmV0\n")
        .contains("things_total 3.0");
  }

  @Test
  void theLastPushHappensAtTheEnd() throws Exception {
    HttpServer gateway = gateway();
    URI address = URI.create("http://localhost:" + gateway.getAddress().getPort());

    MetricsPush.start(registry, address, "lake-1", Duration.ofHours(1)).close();
    gateway.stop(0);

    assertThat(received).hasSize(1);
  }

  @Test
  void aGatewayThatIsAwayIsCounted() throws Exception {
    URI nobody = URI.create("http://localhost:" + freePort());

    try (MetricsPush push = MetricsPush.start(registry, nobody, "lake-1", Duration.ofMillis(10))) {
      await().until(() -> failures() >= 2);
    }
  }

  @Test
  void anUnusableAddressIsRefusedWithoutItsLogin() {
    URI address = URI.create("ftp://me:secret@localhost:1");

    assertThatThrownBy(() -> MetricsPush.start(registry, address, "lake-1", Duration.ofSeconds(1)))
        .hasMessageContaining("http://host:9091")
        .hasMessageNotContaining("secret");
  }

  private HttpServer gateway() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          received.add(exchange.getRequestURI() + " " + login + "\n" + body);
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private double failures() {
    return registry.scrape(FAILURES::equals).stream()
        .map(CounterSnapshot.class::cast)
        .mapToDouble(counter -> counter.getDataPoints().get(0).getValue())
        .sum();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
