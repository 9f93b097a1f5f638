// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * A program of the sandbox that serves until it is told to stop. When it serves it prints one line
 * on standard output, {@code READY} and a JSON object with its addresses; whoever started it waits
 * for that line.
 */
public abstract class Program implements Callable<Integer> {
  private static final String READY = "READY ";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--parent-pid",
      paramLabel = "PID",
      description = "End when the process with this id is gone.")
  void watch(long pid) {
    ParentWatch.over(pid);
  }

  /** Runs a program as its process; ends the process at once when that fails. */
  protected static void start(Program program, String... arguments) {
    int code = run(program, arguments);
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }

  /**
   * Runs a command line so that every mistake in it, or in what it names, is one line on standard
   * error. Answers the exit code: 2 for a wrong command line, 1 for a failure.
   */
  public static int run(Callable<Integer> command, String... arguments) {
    var line = new CommandLine(command);
    line.setParameterExceptionHandler(
        (mistake, all) -> {
          complain(mistake.getCommandLine(), mistake.getMessage() + " (--help lists the options)");
          return ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (failure, at, parsed) -> {
          if (failure instanceof ProgramException) {
            complain(at, failure.getMessage());
            return ExitCode.SOFTWARE;
          }
          throw failure;
        });
    return line.execute(arguments);
  }

  /** The addresses that {@code line} tells, by name; nothing when it is another line. */
  public static Optional<Map<String, String>> addresses(String line) {
    if (!line.startsWith(READY)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          JSON.readValue(
              line.substring(READY.length()),
              JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not a ready line: " + line, e);
    }
  }

  /**
   * Prints the ready line and waits for SIGTERM. The JVM then ends when this thread does, so the
   * caller can close what it has opened.
   *
   * @param addresses names such as {@code url} with where they are served
   */
  protected static int serve(Map<String, String> addresses)
      throws InterruptedException, JsonProcessingException {
    var asked = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.countDown();
                  awaitEnd(main);
                }));
    System.out.println(READY + JSON.writeValueAsString(addresses));
    System.out.flush();
    asked.await();
    return ExitCode.OK;
  }

  private static void awaitEnd(Thread main) {
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void complain(CommandLine at, String message) {
    at.getErr().println(at.getCommandName() + ": " + message.lines().findFirst().orElse("failed"));
    at.getErr().flush();
  }
}
