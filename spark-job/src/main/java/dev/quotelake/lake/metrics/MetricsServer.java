// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import dev.quotelake.lake.config.SettingsException;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/** Serves a registry on {@code http://<driver>:<port>/metrics} in Prometheus' text format. */
public final class MetricsServer implements AutoCloseable {
  private final HTTPServer server;

  private MetricsServer(HTTPServer server) {
    this.server = server;
  }

  /**
   * @param port the port to listen on, on all interfaces; 0 takes a free one
   * @throws SettingsException when the port cannot be had
   */
  public static MetricsServer start(PrometheusRegistry registry, int port) {
    try {
      return new MetricsServer(HTTPServer.builder().port(port).registry(registry).buildAndStart());
    } catch (IOException e) {
      throw new SettingsException(
          "metrics cannot be served on port "
              + port
              + ": "
              + e.getMessage()
              + "; choose a free port with --metrics-port, or 0 to serve none");
    }
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
