// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrafanaFolderTest {

  @TempDir Path folder;

  @Test
  void fillsInTheRunsAddressesAndTellsTheCommand() throws Exception {
    Path to = folder.resolve("data/grafana");

    String command = GrafanaFolder.write(to, Path.of("../../grafana"), "http://localhost:12345");

    assertThat(command)
        .startsWith("docker run ")
        .contains("'" + to.resolve("provisioning") + ":/etc/grafana/provisioning:ro'")
        .contains("'" + to.resolve("dashboards") + ":/dashboards:ro'");
    assertThat(to.resolve("provisioning/datasources/prometheus.yml"))
        .content()
        .contains("url: http://localhost:12345\n");
    assertThat(to.resolve("provisioning/dashboards/quotelake.yml"))
        .content()
        .contains("path: /dashboards\n");
    assertThat(Files.readString(to.resolve("dashboards/quote-flow.json")))
        .contains("http://localhost:12345/user")
        .doesNotContain("localhost:9090");
  }
}
