// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParentWatchIT {

  @Test
  void aProgramEndsWhenItsParentWasKilled() throws Exception {
    Path target = Path.of("target");
    String jar = target.resolve("quotelake-sandbox.jar").toString();
    String program =
        String.join(
            " ",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-javaagent:" + jar,
            "-cp",
            jar + ":" + Files.readString(target.resolve("runtime.classpath")).strip(),
            "dev.quotelake.sandbox.market.SimulatorMain",
            "--symbols 1");
    Process parent = new ProcessBuilder("sh", "-c", program + " & wait").start();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(Program.addresses(lines.readLine())).isPresent();
      List<ProcessHandle> children = parent.children().toList();
      assertThat(children).hasSize(1);

      parent.destroyForcibly();

      await().until(() -> !children.get(0).isAlive());
    }
  }
}
