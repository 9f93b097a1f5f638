// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running program of ops/sandbox. Closing it stops it. */
public final class SandboxProgram implements AutoCloseable {

  private static final Path BUILT = Path.of("../ops/sandbox/target").toAbsolutePath().normalize();

  private final Process process;
  private final JsonNode ready;

  private SandboxProgram(Process process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
  }

  /** Starts {@code dev.quotelake.sandbox.<main>} and waits until it serves. */
  public static SandboxProgram start(String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-cp");
    command.add(classPath());
    command.add("dev.quotelake.sandbox." + main);
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile("sandbox-", ".log");
    log.toFile().deleteOnExit();
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new SandboxProgram(process, awaitReady(main, process, log));
  }

  /** What the program said when it was ready. */
  public String ready(String field) {
    return ready.get(field).asText();
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode awaitReady(String main, Process process, Path log) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("READY ")) {
        return new ObjectMapper().readTree(line.substring("READY ".length()));
      }
    }
    throw new IllegalStateException(main + " did not start:\n" + Files.readString(log));
  }

  private static String classPath() throws IOException {
    Path jar = BUILT.resolve("quotelake-sandbox.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "ops/sandbox is not built: run `mvn -pl ops/sandbox package` first");
    }
    return jar + ":" + Files.readString(BUILT.resolve("runtime.classpath")).trim();
  }
}
