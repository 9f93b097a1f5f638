// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  @Test
  void servesTheRegistryAsPrometheusText() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter.builder().name("things_total").help("Things.").register(registry).inc(3);

    try (MetricsServer server = MetricsServer.start(registry, 0, Optional.empty())) {
      assertThat(get(server.port())).contains("# TYPE things_total counter", "things_total 3.0");
    }
  }

  @Test
  void aPortInUseIsSaidWithARemedy() {
    PrometheusRegistry registry = new PrometheusRegistry();
    try (MetricsServer first = MetricsServer.start(registry, 0, Optional.empty())) {
      assertThatThrownBy(() -> MetricsServer.start(registry, first.port(), Optional.empty()))
          .hasMessageContaining("port " + first.port())
          .hasMessageContaining("--metrics-port");
    }
  }

  static String get(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
