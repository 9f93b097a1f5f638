// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the repository's commands, as a process. */
final class Command implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 15;
  private static final Path ROOT = root();

  private final Process process;
  private final Path output;
  private final Path errors;

  private Command(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** Starts {@code name} (such as {@code ops/run}) in the working directory {@code folder}. */
  static Command start(Path folder, String name, String... arguments) {
    return start(folder, Map.of(), name, arguments);
  }

  static Command start(
      Path folder, Map<String, String> environment, String name, String... arguments) {
    var command = new ArrayList<>(List.of(ROOT.resolve(name).toString()));
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
  Command ended() {
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

  boolean alive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  void terminate() {
    process.destroy();
  }

  String output() {
    return text(output);
  }

  String errors() {
    return text(errors);
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

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ops/run"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
