// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.market.Recording;
import dev.quotelake.sandbox.program.ProgramException;
import dev.quotelake.sandbox.run.folder.PrometheusFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code ops/run}. */
final class RunOptions {
  private static final List<String> PROVIDERS =
      List.of("alpaca", "finnhub", "twelvedata", "polygon");
  private static final int MOST_SYMBOLS = 100_000;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = HumanDuration.class,
      description =
          "End after so long, such as 90s or 5m. Without it a replay ends when it is over, and everything ends with Ctrl-C.")
  private Optional<Duration> lasting;

  @Option(
      names = "--symbols",
      paramLabel = "N",
      description = "How many invented stocks the market has (default: 500).")
  private Optional<Integer> symbols;

  @Option(
      names = "--poll",
      paramLabel = "DURATION",
      defaultValue = "1s",
      converter = HumanDuration.class,
      description = "From one poll of the watchlist to the next (default: ${DEFAULT-VALUE}).")
  private Duration poll;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "A CSV of recorded ticks, gzip or not, in place of the invented market.")
  private Optional<Path> replay;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "How many seconds of the recording pass in one second (default: 1).")
  private Optional<Double> speed;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      defaultValue = "alpaca",
      description =
          "Whose API is polled: alpaca, finnhub, twelvedata, polygon, or all at once (default: ${DEFAULT-VALUE}).")
  private String provider;

  @Option(
      names = "--gateway",
      paramLabel = "FILE",
      description = "The gateway as a native executable, in place of its jar.")
  private Optional<Path> gateway;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where broker, tables, checkpoints and logs are kept (default: data in the repository).")
  private Optional<Path> data;

  @Option(
      names = "--grafana",
      description = "Print the command that shows the dashboards in Grafana with Docker.")
  private boolean grafana;

  /**
   * The options as a plan; reads the whole recording, so that a broken line is known before
   * anything starts.
   *
   * @throws ProgramException when something is wrong with them
   */
  RunPlan plan(Path root) {
    if (symbols.isPresent() && replay.isPresent()) {
      throw new ProgramException(
          "--symbols is for the invented market: a replay has the symbols of its file");
    }
    if (grafana && PrometheusFolder.installed().isEmpty()) {
      throw new ProgramException(
          "--grafana shows what Prometheus has, and it is not installed: apt-get install prometheus");
    }
    int count = symbols.orElse(500);
    if (count < 1 || count > MOST_SYMBOLS) {
      throw new ProgramException(
          "--symbols is " + count + ": it must be from 1 to " + MOST_SYMBOLS);
    }
    return new RunPlan(
        lasting,
        count,
        poll,
        checkedReplay(),
        providers(),
        checkedGateway(),
        data.orElse(root.resolve("data")).toAbsolutePath().normalize(),
        grafana);
  }

  private Optional<RunPlan.Replay> checkedReplay() {
    if (speed.isPresent() && replay.isEmpty()) {
      throw new ProgramException("--speed is for a replay: name the recording with --replay FILE");
    }
    double faster = speed.orElse(1.0);
    if (!(faster > 0 && faster <= 1_000_000)) {
      throw new ProgramException(
          "--speed is " + faster + ": it must be above 0 and at most 1000000");
    }
    return replay.map(
        file -> {
          Recording.read(file);
          return new RunPlan.Replay(file.toAbsolutePath(), faster);
        });
  }

  private Optional<Path> checkedGateway() {
    gateway
        .filter(file -> !Files.isRegularFile(file) || !Files.isExecutable(file))
        .ifPresent(
            file -> {
              throw new ProgramException(
                  "--gateway "
                      + file
                      + " is not an executable file: mvn -pl gateway package -Dnative makes one");
            });
    return gateway.map(Path::toAbsolutePath);
  }

  private List<String> providers() {
    if (provider.equals("all")) {
      return PROVIDERS;
    }
    if (!PROVIDERS.contains(provider)) {
      throw new ProgramException(
          "--provider is '"
              + provider
              + "': it must be one of "
              + String.join(", ", PROVIDERS)
              + ", or all");
    }
    return List.of(provider);
  }
}
