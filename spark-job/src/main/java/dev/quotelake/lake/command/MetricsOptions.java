// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import com.sun.net.httpserver.HttpHandler;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.metrics.LakeMetrics;
import dev.quotelake.lake.page.LakePage;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether and where the job shows its metrics. */
final class MetricsOptions {
  private static final String PUSHGATEWAY = "QUOTELAKE_PUSHGATEWAY";

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Serve /metrics on this port, and the page at /; 0 serves none.")
  private int port;

  @Option(names = "--no-page", description = "Serve no page at / of the metrics' port.")
  private boolean noPage;

  @Option(
      names = "--gateway-page",
      paramLabel = "URL",
      description = "Address of the gateway's page, to link to.")
  private Optional<URI> gatewayPage = Optional.empty();

  @Option(
      names = "--pushgateway",
      paramLabel = "URL",
      defaultValue = "${env:" + PUSHGATEWAY + ":-}",
      description =
          "Push metrics to this Pushgateway, such as http://host:9091. An address with a login belongs into the environment variable "
              + PUSHGATEWAY
              + ".")
  private String pushgateway;

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      description = "The job's name at the Pushgateway (the host's name).")
  private Optional<String> instance = Optional.empty();

  boolean wanted() {
    return port > 0 || !pushgateway.isBlank();
  }

  /**
   * Lets the metrics out, once the streams run.
   *
   * @param tables seen by a session of the page's own
   */
  void show(LakeMetrics metrics, Graph graph, Tables tables, Calendars calendars) {
    if (port > 0) {
      metrics.serve(port, page(metrics, graph, tables, calendars));
    }
    if (!pushgateway.isBlank()) {
      metrics.push(address(), instance.orElseGet(MetricsOptions::host));
    }
  }

  private Optional<HttpHandler> page(
      LakeMetrics metrics, Graph graph, Tables tables, Calendars calendars) {
    if (noPage) {
      return Optional.empty();
    }
    LakePage page = LakePage.of(metrics, graph, tables, calendars, gatewayPage);
    metrics.closes(page);
    return Optional.of(page);
  }

  private URI address() {
    try {
      return URI.create(pushgateway);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "The Pushgateway's address is no URL. Give one like http://host:9091, special characters in its login escaped.");
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "lake";
    }
  }
}
