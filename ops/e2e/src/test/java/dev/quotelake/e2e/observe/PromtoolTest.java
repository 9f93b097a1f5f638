// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.e2e.Promtool;
import dev.quotelake.e2e.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus' own tool accepts the configuration, and the alerts do what their tests say. */
class PromtoolTest {

  @TempDir Path folder;

  static List<Path> testFiles() {
    return Repository.files("ops/prometheus/tests", "_test.yml");
  }

  @Test
  void acceptsTheConfigurationAndItsRules() throws Exception {
    assertThat(Promtool.run("check", "config", Repository.path("ops/prometheus/prometheus.yml")))
        .contains("is valid prometheus config file syntax")
        .contains("SUCCESS: 3 rule files found");
  }

  @ParameterizedTest
  @CsvSource({"quotelake-gateway,/q/metrics,9000", "quotelake-pushgateway,/metrics,9091"})
  void acceptsTheAgentsConfigurationOnceItIsFilledIn(String job, String path, String port)
      throws Exception {
    String filled =
        Repository.text(Repository.path("ops/prometheus/agent.yml"))
            .replace("REPLACE_ME_JOB", job)
            .replace("REPLACE_ME_PATH", path)
            .replace("REPLACE_ME_PORT", port)
            .replace("REPLACE_ME_REMOTE_WRITE_URL", "https://example.org/api/v1/write")
            // Newer than the promtool of Debian 12.
            .replaceAll("(?m)^ {4}azuread:\\n(?: {6}.*\\n)+", "");
    Path file = Files.writeString(folder.resolve("agent.yml"), filled);

    assertThat(filled.replaceAll("(?m)^#.*", "")).doesNotContain("REPLACE_ME");
    assertThat(Promtool.run("check", "config", "--agent", file)).contains("SUCCESS");
  }

  @ParameterizedTest
  @MethodSource("testFiles")
  void theAlertsDoWhatTheirTestsSay(Path tests) throws Exception {
    assertThat(Promtool.run("test", "rules", tests)).contains("SUCCESS");
  }
}
