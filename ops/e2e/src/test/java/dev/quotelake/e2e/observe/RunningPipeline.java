// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The whole pipeline, started by {@code ops/run} as a person does, and stopped in the end. */
public final class RunningPipeline implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(8);
  private static final Duration STOP = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final Process process;
  private JsonNode run;

  private RunningPipeline(Path data, Process process) {
    this.data = data;
    this.process = process;
  }

  /** Starts it with its data in a folder, and waits until quotes flow. */
  public static RunningPipeline start(Path data, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(Repository.path("ops/run").toString()));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("run.log").toFile())
            .start();
    RunningPipeline pipeline = new RunningPipeline(data, process);
    try {
      pipeline.awaitFlow();
    } catch (RuntimeException | Error e) {
      pipeline.close();
      throw e;
    }
    return pipeline;
  }

  /** Where a part serves: gateway (management), lake (metrics), prometheus, simulator, status. */
  public String address(String part) {
    JsonNode address = run.at("/addresses/" + part);
    if (address.isMissingNode()) {
      throw new IllegalStateException(
          part + " was not started: install Prometheus (Debian: apt-get install prometheus)");
    }
    return address.asText();
  }

  /** The broker, {@code host:port}. */
  public String bootstrap() {
    return run.get("bootstrap").asText();
  }

  /** Stops a part from running without ending it, as a machine that hangs does. */
  public void freeze(String part) {
    signal(part, "-STOP");
  }

  /** Ends a part at once, as a crash does; ops/run starts it again. */
  public void kill(String part) {
    signal(part, "-KILL");
  }

  /** Lets a frozen part run again. */
  public void thaw(String part) {
    signal(part, "-CONT");
  }

  /** What an address answers. */
  public String get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)).build());
  }

  /** What an address answers to a JSON document. */
  public String post(String address, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /** What an address answers to a DELETE. */
  public String delete(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)).DELETE().build());
  }

  /** What a program of the repository prints, such as {@code ops/query}. */
  public String output(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Repository.path(program).toString()));
    command.addAll(List.of(arguments));
    return output(command);
  }

  /** What a command prints; it must succeed. */
  static String output(List<String> command) {
    try {
      Path errors = Files.createTempFile("command", ".log");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(command + ":\n" + output + Files.readString(errors));
      }
      Files.delete(errors);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitFlow() {
    await("ops/run starts everything")
        .atMost(START)
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(
                    "ops/run ended:\n" + Files.readString(data.resolve("run.log")));
              }
            })
        .until(() -> Files.exists(data.resolve("run.json")));
    run = Repository.json(data.resolve("run.json"));
  }

  private void signal(String part, String signal) {
    // A part that died and was revived has another process by now.
    JsonNode now = Repository.json(data.resolve("run.json"));
    output(List.of("kill", signal, now.at("/parts/" + part).asText()));
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(request + ": " + response.statusCode() + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
