// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One program of the pipeline as a process, started again when it dies. */
final class Part {
  private static final Duration MEMORY = Duration.ofMinutes(1);
  private static final int DEATHS_TOLERATED = 2;
  private static final String STACK_FRAME = "\tat ";

  private final String name;
  private final List<String> command;
  private final Path folder;
  private final Path log;
  private final Readiness readiness;
  private final Deque<Instant> deaths = new ArrayDeque<>();
  private int restarts;
  private Process process;
  private Readiness.Log written;
  private boolean ready;

  /**
   * @param folder the working directory
   * @param log where its output goes, behind what is there
   */
  Part(String name, List<String> command, Path folder, Path log, Readiness readiness) {
    this.name = name;
    this.command = command;
    this.folder = folder;
    this.log = log;
    this.readiness = readiness;
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  /** How it is, in a few words. */
  String state() {
    String now = !alive() ? "down" : ready ? "up" : "starting";
    return restarts == 0
        ? now
        : now + ", restarted " + restarts + (restarts == 1 ? " time" : " times");
  }

  boolean alive() {
    return process != null && process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** What the ready line says under {@code key}. */
  String address(String key) {
    return written.address(key).orElseThrow();
  }

  void start() {
    try {
      written = new Readiness.Log(log, Files.exists(log) ? Files.size(log) : 0);
      ready = false;
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /** Whether it serves; once it does, it counts as ready until it dies. */
  boolean ready() {
    ready = ready || readiness.reached(written);
    return ready && alive();
  }

  /** Starts it again after it died; false when it has died too often within a minute. */
  boolean revive(Instant now) {
    deaths.addLast(now);
    deaths.removeIf(death -> death.isBefore(now.minus(MEMORY)));
    if (deaths.size() > DEATHS_TOLERATED) {
      return false;
    }
    restarts++;
    start();
    return true;
  }

  void terminate() {
    if (process != null) {
      process.destroy();
    }
  }

  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  boolean awaitEnd(Duration patience) throws InterruptedException {
    return process == null || process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The last lines it wrote, without the frames of stack traces. */
  List<String> logEnd(int lines) {
    var all =
        written == null
            ? List.<String>of()
            : written.lines().filter(line -> !line.startsWith(STACK_FRAME)).toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }
}
