// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.process;

import dev.quotelake.sandbox.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One program of the pipeline as a process, started again when it dies. */
public final class Part {
  private static final Duration MEMORY = Duration.ofMinutes(1);
  private static final int DEATHS_TOLERATED = 2;
  private static final String STACK_FRAME = "\tat ";

  /** A part that does not come up, or does not stay up: the run cannot go on. */
  public static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Part part;

    public Failure(Part part, String message) {
      super(part.name + " " + message);
      this.part = part;
    }

    public Part part() {
      return part;
    }
  }

  private final String name;
  private final List<String> command;
  private final Path folder;
  private final Path log;
  private final Predicate<Part> serves;
  private final Deque<Instant> deaths = new ArrayDeque<>();
  private int restarts;
  private Process process;
  private long logBefore;
  private boolean ready;

  /**
   * @param folder the working directory
   * @param log where its output goes, behind what is there
   * @param serves whether it does; asked again and again until it says so
   */
  public Part(String name, List<String> command, Path folder, Path log, Predicate<Part> serves) {
    this.name = name;
    this.command = command;
    this.folder = folder;
    this.log = log;
    this.serves = serves;
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  /** How it is, in a few words. */
  public String state() {
    String now = !alive() ? "down" : ready ? "up" : "starting";
    return restarts == 0
        ? now
        : now + ", restarted " + restarts + (restarts == 1 ? " time" : " times");
  }

  public boolean alive() {
    return process != null && process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  public int exitCode() {
    return process.exitValue();
  }

  void start() {
    try {
      logBefore = Files.exists(log) ? Files.size(log) : 0;
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
  public boolean ready() {
    ready = ready || serves.test(this);
    return ready && alive();
  }

  /** Whether it has printed its ready line. */
  public boolean saidReady() {
    return lines().anyMatch(line -> Program.addresses(line).isPresent());
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
  public List<String> logEnd(int lines) {
    List<String> all = lines().filter(line -> !line.startsWith(STACK_FRAME)).toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  /** What it wrote since it was started last. */
  private Stream<String> lines() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = (int) logBefore;
      return new String(all, from, all.length - from, StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
