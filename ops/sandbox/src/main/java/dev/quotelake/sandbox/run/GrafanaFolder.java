// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository's dashboards with this run's addresses, ready for a Grafana in Docker. */
final class GrafanaFolder {

  /** Where the dashboards and the instructions expect Prometheus by default. */
  private static final String USUAL = "http://localhost:9090";

  private final Path folder;
  private final Path source;

  /**
   * @param source {@code grafana} in the repository
   */
  GrafanaFolder(Path folder, Path source) {
    this.folder = folder;
    this.source = source;
  }

  /**
   * Writes the folder.
   *
   * @param prometheus address of this run's Prometheus, without a slash at the end
   * @return the command that shows it on port 3000
   */
  String prepare(String prometheus) {
    try {
      for (Path file : files()) {
        Path to = folder.resolve(source.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.writeString(
            to,
            Files.readString(file)
                .replace(USUAL, prometheus)
                .replace("$QUOTELAKE_PROMETHEUS_URL", prometheus)
                .replace("$QUOTELAKE_DASHBOARDS", "/dashboards"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join(
        " ",
        "docker run --rm --network host",
        "-e GF_AUTH_ANONYMOUS_ENABLED=true -e GF_AUTH_ANONYMOUS_ORG_ROLE=Viewer",
        "-v '" + folder.resolve("provisioning") + ":/etc/grafana/provisioning:ro'",
        "-v '" + folder.resolve("dashboards") + ":/dashboards:ro'",
        "grafana/grafana:11.6.0");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> tree = Files.walk(source)) {
      return tree.filter(
              file -> file.toString().endsWith(".json") || file.toString().endsWith(".yml"))
          .toList();
    }
  }
}
