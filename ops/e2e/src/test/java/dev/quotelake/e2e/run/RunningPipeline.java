// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An {@code ops/run} whose quotes flow. */
final class RunningPipeline implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Command run;
  private final Path data;

  private RunningPipeline(Command run, Path data) {
    this.run = run;
    this.data = data;
  }

  static RunningPipeline start(Path folder, Path data, String... options) {
    var arguments = new ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(List.of(options));
    Command run = Command.start(folder, "ops/run", arguments.toArray(String[]::new));
    await("quotes flow")
        .atMost(START)
        .failFast("ops/run ended", () -> !run.alive())
        .until(() -> Files.exists(data.resolve("run.json")));
    return new RunningPipeline(run, data);
  }

  Command command() {
    return run;
  }

  LeftBehind leftBehind() {
    return LeftBehind.of(file());
  }

  long pid(String part) {
    return file().at("/parts/" + part).asLong();
  }

  void kill(String part) {
    ProcessHandle.of(pid(part)).orElseThrow().destroyForcibly();
  }

  /** The sum of a counter's series on the gateway's metrics page that contain {@code label}. */
  double gatewayCounter(String metric, String label) {
    return get("gateway", "/q/metrics")
        .lines()
        .filter(line -> line.startsWith(metric) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  void fault(String json) {
    send(
        HttpRequest.newBuilder(address("simulator", "/control/faults"))
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  void liftFaults() {
    send(HttpRequest.newBuilder(address("simulator", "/control/faults")).DELETE().build());
  }

  /** Ends it as Ctrl-C does, and sees that the end was in order. */
  void end() {
    run.terminate();
    run.ended();
    assertThat(run.exitCode()).as(run.toString()).isZero();
  }

  @Override
  public void close() {
    run.close();
  }

  private String get(String part, String path) {
    return send(HttpRequest.newBuilder(address(part, path)).build());
  }

  private URI address(String part, String path) {
    return URI.create(file().at("/addresses/" + part).asText() + path);
  }

  private String send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode file() {
    try {
      return new ObjectMapper().readTree(data.resolve("run.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
