// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.program.ProgramException;
import dev.quotelake.sandbox.run.folder.PrometheusFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code ops/run}. */
final class RunOptions {
  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = HumanDuration.class,
      description =
          "End after so long, such as 90s or 5m. Without it a replay ends when it is over, and everything ends with Ctrl-C.")
  private Optional<Duration> lasting;

  @Mixin private SourceOptions source;

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
    if (grafana && PrometheusFolder.installed().isEmpty()) {
      throw new ProgramException(
          "--grafana shows what Prometheus has, and it is not installed: apt-get install prometheus");
    }
    return new RunPlan(
        lasting,
        source.checked(),
        checkedGateway(),
        data.orElse(root.resolve("data")).toAbsolutePath().normalize(),
        grafana);
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
}
