// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The whole pipeline, started by {@code ops/run} as a person does. */
public final class RunningPipeline implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(8);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Command run;
  private final Path folder;
  private final Path data;

  private RunningPipeline(Command run, Path folder, Path data) {
    this.run = run;
    this.folder = folder;
    this.data = data;
  }

  /**
   * Starts it with the gateway that the build says is tested, and waits until quotes flow.
   *
   * @param folder where it is started
   * @param data where it keeps its data
   */
  public static RunningPipeline start(Path folder, Path data, String... options) {
    var arguments = new ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(List.of(options));
    String executable = System.getProperty("gateway.executable", "");
    if (!executable.isBlank() && !arguments.contains("--gateway")) {
      arguments.addAll(List.of("--gateway", executable));
    }
    Command run = Command.start(folder, "ops/run", arguments.toArray(String[]::new));
    var pipeline = new RunningPipeline(run, folder, data);
    try {
      await("quotes flow")
          .atMost(START)
          .failFast(pipeline::assertAlive)
          .until(() -> Files.exists(data.resolve("run.json")));
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
    return pipeline;
  }

  public Command command() {
    return run;
  }

  /** Its tables. */
  public Lake lake() {
    return new Lake(folder, data);
  }

  public LeftBehind leftBehind() {
    return LeftBehind.of(file());
  }

  /** The process of a part as of now: one that died and was started again has another. */
  public long pid(String part) {
    return file().at("/parts/" + part).asLong();
  }

  /** Ends a part at once, as a crash does; ops/run starts it again. */
  public void kill(String part) {
    ProcessHandle.of(pid(part)).orElseThrow().destroyForcibly();
  }

  /** Stops a part from running without ending it, as a machine that hangs does. */
  public void freeze(String part) {
    signal(part, "-STOP");
  }

  /** Lets a frozen part run again. */
  public void thaw(String part) {
    signal(part, "-CONT");
  }

  /** Where a part serves: gateway (management), lake (metrics), prometheus, simulator, status. */
  public String address(String part) {
    JsonNode address = file().at("/addresses/" + part);
    if (address.isMissingNode()) {
      throw new IllegalStateException(
          part + " was not started: install it (Debian: apt-get install " + part + ")");
    }
    return address.asText();
  }

  private String bootstrap() {
    return file().get("bootstrap").asText();
  }

  /** What an address answers. */
  public String get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  /** The gateway's metrics page. */
  public String gatewayMetrics() {
    return get(address("gateway") + "/q/metrics");
  }

  /** The lake's metrics page. */
  public String lakeMetrics() {
    return get(address("lake"));
  }

  /** The sum of the series of one of the gateway's metrics that have these labels. */
  public double gatewaySum(String metric, Map<String, String> labels) {
    return new MetricsPage(gatewayMetrics()).sum(metric, labels);
  }

  /** Lets the providers misbehave; ops/sandbox/README.md says how. */
  public void fault(String json) {
    send(faults().header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  /** Lets the providers behave again. */
  public void liftFaults() {
    send(faults().DELETE());
  }

  /** Lets the hub take no more than so much from its producers. */
  public void throttleHub(int bytesPerSecond) {
    new HubQuota(folder, bootstrap()).set(bytesPerSecond);
  }

  /** Lets the hub take what it can again. */
  public void liftThrottle() {
    new HubQuota(folder, bootstrap()).lift();
  }

  /** Ends it as Ctrl-C does, and sees that the end was in order. */
  public void end() {
    run.terminate();
    run.ended();
    assertThat(run.exitCode()).as(run.toString()).isZero();
  }

  /** Ends it at once if it still runs, and waits until nothing uses its folder any more. */
  @Override
  public void close() {
    if (run.alive()) {
      var left = leftBehind();
      run.close();
      left.assertNothing();
    }
  }

  private void assertAlive() {
    assertThat(run.alive()).as("ops/run is alive; it said:%n%s", run).isTrue();
  }

  private HttpRequest.Builder faults() {
    return HttpRequest.newBuilder(URI.create(address("simulator") + "/control/faults"));
  }

  private void signal(String part, String signal) {
    try (var kill = Command.start(folder, Path.of("kill"), signal, String.valueOf(pid(part)))) {
      kill.succeeded();
    }
  }

  private String send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as("%s: %s", request, answer.body()).isBetween(200, 299);
      return answer.body();
    } catch (IOException e) {
      assertAlive();
      throw new UncheckedIOException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode file() {
    return Repository.json(data.resolve("run.json"));
  }
}
