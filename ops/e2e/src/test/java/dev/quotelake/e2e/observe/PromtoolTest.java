// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.quotelake.e2e.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus' own tool accepts the configuration, and the alerts do what their tests say. */
class PromtoolTest {

  @TempDir Path folder;

  static List<Path> testFiles() {
    return Repository.files("ops/prometheus/tests", "_test.yml");
  }

  @Test
  void acceptsTheConfigurationAndItsRules() throws Exception {
    assertThat(promtool("check", "config", Repository.path("ops/prometheus/prometheus.yml")))
        .contains("is valid prometheus config file syntax")
        .contains("SUCCESS: 3 rule files found");
  }

  @Test
  void acceptsTheAgentsConfigurationOnceItsAddressIsFilledIn() throws Exception {
    String filled =
        Repository.text(Repository.path("ops/prometheus/agent.yml"))
            .replace("REPLACE_ME_REMOTE_WRITE_URL", "https://example.org/api/v1/write")
            .replaceAll("(?m)^ {4}azuread:\\n(?: {6}.*\\n)+", "");
    Path file = Files.writeString(folder.resolve("agent.yml"), filled);

    assertThat(filled).doesNotContain("REPLACE_ME_CLIENT_ID");
    assertThat(promtool("check", "config", "--agent", file)).contains("SUCCESS");
  }

  @ParameterizedTest
  @MethodSource("testFiles")
  void theAlertsDoWhatTheirTestsSay(Path tests) throws Exception {
    assertThat(promtool("test", "rules", tests)).contains("SUCCESS");
  }

  private static String promtool(Object... arguments) throws InterruptedException, IOException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return fail(
          "promtool is not on the PATH, so the alerts cannot be tested: install Prometheus"
              + " (Debian and Ubuntu: apt-get install prometheus)",
          e);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("promtool ends").isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
