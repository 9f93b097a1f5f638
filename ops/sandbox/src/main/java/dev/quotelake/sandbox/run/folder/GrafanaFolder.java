// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository's dashboards with this run's addresses, ready for a Grafana in Docker. */
public final class GrafanaFolder {

  /** Where the dashboards and the instructions expect Prometheus by default. */
  private static final String USUAL = "http://localhost:9090";

  private GrafanaFolder() {}

  /**
   * Writes the folder.
   *
   * @param source {@code grafana} in the repository
   * @param prometheus address of this run's Prometheus, without a slash at the end
   * @return the command that shows it on port 3000
   */
  public static String write(Path folder, Path source, String prometheus) {
    try {
      for (Path file : filesOf(source)) {
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

  private static List<Path> filesOf(Path source) throws IOException {
    try (Stream<Path> tree = Files.walk(source)) {
      return tree.filter(it -> it.toString().endsWith(".json") || it.toString().endsWith(".yml"))
          .toList();
    }
  }
}
