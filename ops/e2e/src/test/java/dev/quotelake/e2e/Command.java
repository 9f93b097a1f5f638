// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the repository's commands, as a process. */
public final class Command implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 15;

  private final Process process;
  private final Path output;
  private final Path errors;

  private Command(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** Starts {@code name} (such as {@code ops/run}) in the working directory {@code folder}. */
  public static Command start(Path folder, String name, String... arguments) {
    return start(folder, Map.of(), name, arguments);
  }

  /** The same with some more in its environment. */
  public static Command start(
      Path folder, Map<String, String> environment, String name, String... arguments) {
    return start(folder, environment, Repository.path(name), arguments);
  }

  /** Starts a program of the machine, by its path or as one that is on the PATH. */
  public static Command start(Path folder, Path program, String... arguments) {
    return start(folder, Map.of(), program, arguments);
  }

  /** Starts a main class of the sandbox's class path, its own or one of Kafka's tools. */
  public static Command sandbox(Path folder, String mainClass, String... arguments) {
    Path target = Repository.path("ops/sandbox/target");
    String classPath =
        target.resolve("quotelake-sandbox.jar")
            + ":"
            + Repository.text(target.resolve("runtime.classpath")).strip();
    var command = new ArrayList<>(List.of("-Xmx512m", "-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return start(folder, java, command.toArray(String[]::new));
  }

  private static Command start(
      Path folder, Map<String, String> environment, Path program, String... arguments) {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(folder, "out", ".txt");
      Path errors = Files.createTempFile(folder, "err", ".txt");
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
      return new Command(builder.start(), output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end. */
  public Command ended() {
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("still running:\n" + this);
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for its end, which must be a good one; what it printed. */
  public String succeeded() {
    if (ended().exitCode() != 0) {
      throw new AssertionError("exit code " + exitCode() + ":\n" + this);
    }
    return output();
  }

  public boolean alive() {
    return process.isAlive();
  }

  public int exitCode() {
    return process.exitValue();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  public void terminate() {
    process.destroy();
  }

  public String output() {
    return Repository.text(output);
  }

  public String errors() {
    return Repository.text(errors);
  }

  @Override
  public String toString() {
    return output() + errors();
  }

  /** Ends it if it still runs; what it started ends by itself. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
