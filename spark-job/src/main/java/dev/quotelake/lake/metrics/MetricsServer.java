// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import com.sun.net.httpserver.HttpHandler;
import dev.quotelake.lake.config.SettingsException;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.Optional;

/**
 * Serves a registry on {@code http://<driver>:<port>/metrics} in Prometheus' text format, and what
 * there is for people to look at beside it.
 */
public final class MetricsServer implements AutoCloseable {
  private final HTTPServer server;

  private MetricsServer(HTTPServer server) {
    this.server = server;
  }

  /**
   * @param port the port to listen on, on all interfaces; 0 takes a free one
   * @param root what answers everything but the metrics; without it the exporter's own list of
   *     addresses does
   * @throws SettingsException when the port cannot be had
   */
  public static MetricsServer start(
      PrometheusRegistry registry, int port, Optional<HttpHandler> root) {
    HTTPServer.Builder server = HTTPServer.builder().port(port).registry(registry);
    root.ifPresent(server::defaultHandler);
    try {
      return new MetricsServer(server.buildAndStart());
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
