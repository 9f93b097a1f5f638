// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus with the repository's own configuration and rules, and this run's targets. */
public final class PrometheusFolder {
  private PrometheusFolder() {}

  /** The installed program, if there is one. */
  public static Optional<Path> installed() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(it -> Path.of(it, "prometheus"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Writes the folder.
   *
   * @param source {@code ops/prometheus} in the repository
   * @return the command that serves it
   */
  public static List<String> write(Path folder, Path source, Path program, Ports ports) {
    try (Stream<Path> rules = Files.list(source.resolve("rules"))) {
      Files.createDirectories(folder.resolve("rules"));
      Files.createDirectories(folder.resolve("targets"));
      copy(source.resolve("prometheus.yml"), folder);
      for (Path rule : rules.toList()) {
        copy(rule, folder.resolve("rules"));
      }
      target(folder, "gateway", ports.gatewayManagement());
      target(folder, "lake", ports.lake());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        program.toString(),
        "--config.file=" + folder.resolve("prometheus.yml"),
        "--storage.tsdb.path=" + folder.resolve("tsdb"),
        "--web.listen-address=localhost:" + ports.prometheus(),
        "--web.user-assets=" + source.resolve("runbooks"));
  }

  private static void copy(Path file, Path into) throws IOException {
    Files.copy(file, into.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void target(Path folder, String part, int port) throws IOException {
    String json =
        "[{\"targets\": [\"localhost:%d\"], \"labels\": {\"instance\": \"%s\", \"environment\": \"sandbox\"}}]%n"
            .formatted(port, part);
    Files.writeString(folder.resolve("targets").resolve(part + ".json"), json);
  }
}
