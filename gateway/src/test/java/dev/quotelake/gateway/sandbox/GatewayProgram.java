// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.sandbox;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The gateway that the build says is tested, as a process: the jar, or the native executable that
 * the system property {@code gateway.executable} names.
 */
public final class GatewayProgram implements AutoCloseable {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path log;
  private final int port;
  private final int managementPort;

  private GatewayProgram(Process process, Path log, int port, int managementPort) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.managementPort = managementPort;
  }

  /** Starts it with settings, names in full; returns at once. */
  public static GatewayProgram start(Map<String, String> settings) throws IOException {
    return start(settings, Map.of());
  }

  /** Starts it with settings, some of them in the environment; returns at once. */
  public static GatewayProgram start(Map<String, String> settings, Map<String, String> environment)
      throws IOException {
    int port = freePort();
    int managementPort = freePort();
    List<String> command = new ArrayList<>();
    Optional<Path> executable = executable();
    command.add(
        executable
            .map(Path::toString)
            .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.add("-Xmx128m");
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dquarkus.management.port=" + managementPort);
    // A machine that stands still for seconds is no fault of the gateway's, and not in its log.
    command.add("-Dquarkus.vertx.max-event-loop-execute-time=5m");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    if (executable.isEmpty()) {
      command.add("-jar");
      command.add(TARGET.resolve("quarkus-app/quarkus-run.jar").toString());
    }
    Path log = Files.createTempFile("gateway-", ".log");
    log.toFile().deleteOnExit();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new GatewayProgram(process, log, port, managementPort);
  }

  /** Waits until it says that it has started. */
  public GatewayProgram awaitStarted() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(100))
        .failFast(this::requireAlive)
        .until(() -> health("started") == 200);
    return this;
  }

  private void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("the gateway has ended:\n" + log());
    }
  }

  /** Status of a health endpoint, 0 when nobody answers. */
  public int health(String which) {
    try {
      return get("http://localhost:" + managementPort + "/q/health/" + which).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The metrics page. */
  public String metrics() throws IOException {
    return get("http://localhost:" + managementPort + "/q/metrics").body();
  }

  /** The value of one series as it stands on the metrics page, empty if it is not there. */
  public Optional<Double> metric(String series) throws IOException {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> Double.valueOf(line.substring(series.length() + 1)))
        .findFirst();
  }

  /** Where the status page is. */
  public String pageUrl() {
    return "http://localhost:" + port + "/";
  }

  /** The status page. */
  public String page() throws IOException {
    return get(pageUrl()).body();
  }

  /** What it has written. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Tells it to stop, as a platform does, and returns its exit code. */
  public int terminate() throws InterruptedException {
    process.destroy();
    return awaitExit();
  }

  /** Kills it. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  /** Waits for it to end by itself and returns its exit code. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the gateway does not end:\n" + log());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static HttpResponse<String> get(String url) throws IOException {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
          BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Optional<Path> executable() {
    return Optional.ofNullable(System.getProperty("gateway.executable"))
        .filter(file -> !file.isBlank())
        .map(Path::of);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
