// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.broker.Hub;
import dev.quotelake.sandbox.run.folder.DataFolder;
import dev.quotelake.sandbox.run.folder.GatewaySettings;
import dev.quotelake.sandbox.run.folder.GrafanaFolder;
import dev.quotelake.sandbox.run.folder.Ports;
import dev.quotelake.sandbox.run.folder.PrometheusFolder;
import dev.quotelake.sandbox.run.folder.Source;
import dev.quotelake.sandbox.run.process.Http;
import dev.quotelake.sandbox.run.process.Part;
import dev.quotelake.sandbox.run.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The parts of a run: their commands, addresses and how one knows that they serve. Starts nothing.
 */
final class Pipeline {
  private final RunPlan plan;
  private final DataFolder folder;
  private final Programs programs;
  private final Http http;
  private final Ports ports = Ports.free();

  Pipeline(RunPlan plan, DataFolder folder, Programs programs, Http http) {
    this.plan = plan;
    this.folder = folder;
    this.programs = programs;
    this.http = http;
  }

  Part broker() {
    var arguments =
        List.of(
            "--data",
            folder.path().resolve("broker").toString(),
            "--port",
            String.valueOf(ports.broker()));
    return part(
        "broker",
        programs.sandbox("dev.quotelake.sandbox.broker.BrokerMain", 256, arguments),
        Part::saidReady);
  }

  /** The simulator, where quotes come from it. */
  Optional<Part> simulator() {
    return plan.source() instanceof Source.Simulator source
        ? Optional.of(simulator(source))
        : Optional.empty();
  }

  private Part simulator(Source.Simulator source) {
    var arguments = new ArrayList<>(List.of("--port", String.valueOf(ports.simulator())));
    source
        .replay()
        .ifPresentOrElse(
            it ->
                arguments.addAll(
                    List.of(
                        "--replay", it.file().toString(), "--speed", String.valueOf(it.speed()))),
            () -> arguments.addAll(List.of("--symbols", String.valueOf(source.symbols()))));
    return part(
        "simulator",
        programs.sandbox("dev.quotelake.sandbox.market.SimulatorMain", 512, arguments),
        Part::saidReady);
  }

  Part lake() {
    var arguments =
        List.of(
            "run",
            "--every",
            "1s",
            "--hub-servers",
            bootstrap(),
            "--hub-name",
            Hub.QUOTES,
            "--tables",
            folder.tables().toString(),
            "--checkpoints",
            folder.checkpoints().toString(),
            "--metrics-port",
            String.valueOf(ports.lake()),
            "--gateway-page",
            gatewayPage());
    return part("lake", programs.lake(folder.tables(), arguments), answering(lakeMetrics()));
  }

  /** The gateway; a simulator must serve already. */
  Part gateway() {
    Path file = folder.path().resolve("gateway.properties");
    var settings = new GatewaySettings(ports, bootstrap());
    if (plan.source() instanceof Source.Provider provider) {
      settings.poll(provider);
    } else if (plan.source() instanceof Source.Simulator simulator) {
      settings.poll(simulator, simulatorUrl(), watchlists(simulator.vendors()));
    }
    settings.write(file);
    return part("gateway", programs.gateway(file), answering(management() + "/q/health/started"));
  }

  /** What the simulator offers as each vendor, in a file. */
  private Map<String, Path> watchlists(List<String> vendors) {
    var files = new LinkedHashMap<String, Path>();
    for (String vendor : vendors) {
      String symbols = http.require(simulatorUrl() + "/control/symbols?provider=" + vendor);
      files.put(vendor, written("watchlist-" + vendor + ".txt", symbols));
    }
    return files;
  }

  private Path written(String name, String text) {
    try {
      return Files.writeString(folder.path().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prometheus, where it is installed. */
  Optional<Part> prometheus() {
    Path prepared = folder.path().resolve("prometheus");
    Path source = programs.root().resolve("ops/prometheus");
    return PrometheusFolder.installed()
        .map(program -> PrometheusFolder.write(prepared, source, program, ports))
        .map(
            command ->
                part(
                    "prometheus",
                    programs.leashed(command),
                    answering(prometheusUrl() + "/-/ready")));
  }

  /** Prepares dashboards on this run's Prometheus and answers the command that shows them. */
  String grafana() {
    return GrafanaFolder.write(
        folder.path().resolve("grafana"), programs.root().resolve("grafana"), prometheusUrl());
  }

  String bootstrap() {
    return "localhost:" + ports.broker();
  }

  /** Whether the recording is over and everybody has seen its end; never where none is replayed. */
  boolean replayFinished() {
    return plan.source() instanceof Source.Simulator source
        && source.replay().isPresent()
        && http.get(simulatorUrl() + "/control/status")
            .filter(it -> it.contains("\"finished\":true"))
            .isPresent();
  }

  Optional<String> gatewayMetricsPage() {
    return http.get(management() + "/q/metrics");
  }

  Optional<String> lakeMetricsPage() {
    return http.get(lakeMetrics());
  }

  /** What serves where. */
  Map<String, String> addresses(boolean withPrometheus) {
    var addresses = new LinkedHashMap<String, String>();
    addresses.put("gateway page", gatewayPage());
    addresses.put("lake page", lakePage());
    if (withPrometheus) {
      addresses.put("prometheus", prometheusUrl() + "/");
    }
    addresses.put("gateway", management());
    addresses.put("lake", lakeMetrics());
    if (plan.source() instanceof Source.Simulator) {
      addresses.put("simulator", simulatorUrl());
    }
    return addresses;
  }

  private Part part(String name, List<String> command, Predicate<Part> serves) {
    return new Part(name, command, folder.path(), folder.log(name), serves);
  }

  private Predicate<Part> answering(String url) {
    return part -> http.get(url).isPresent();
  }

  private String simulatorUrl() {
    return "http://localhost:" + ports.simulator();
  }

  private String management() {
    return "http://localhost:" + ports.gatewayManagement();
  }

  private String gatewayPage() {
    return "http://localhost:" + ports.gateway() + "/";
  }

  private String lakePage() {
    return "http://localhost:" + ports.lake() + "/";
  }

  private String lakeMetrics() {
    return lakePage() + "metrics";
  }

  private String prometheusUrl() {
    return "http://localhost:" + ports.prometheus();
  }
}
