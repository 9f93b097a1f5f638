// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServedMetricsTest {
  @Test
  void servesTheRegistryAsPrometheusText() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter.builder().name("things_total").help("Things.").register(registry).inc(3);

    try (HTTPServer server = LakeMetrics.server(registry, 0, Optional.empty())) {
      assertThat(get(server.getPort())).contains("# TYPE things_total counter", "things_total 3.0");
    }
  }

  @Test
  void aPortInUseIsSaidWithARemedy() {
    PrometheusRegistry registry = new PrometheusRegistry();
    try (HTTPServer first = LakeMetrics.server(registry, 0, Optional.empty())) {
      assertThatThrownBy(() -> LakeMetrics.server(registry, first.getPort(), Optional.empty()))
          .hasMessageContaining("port " + first.getPort())
          .hasMessageContaining("--metrics-port");
    }
  }

  static String get(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
