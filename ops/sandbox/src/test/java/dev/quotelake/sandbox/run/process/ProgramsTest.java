// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @TempDir private Path root;
  private Path settings;

  @BeforeEach
  void flags() throws IOException {
    settings = root.resolve("gateway.properties");
    Path containers = Files.createDirectories(root.resolve("ops/containers"));
    Files.write(containers.resolve("gateway-native.args"), List.of("# Why.", "-Xmx1m", "-Xmn1m"));
  }

  @Test
  void theGatewayIsItsJarWithTheFlagsOfItsContainer() {
    assertThat(new Programs(root, Optional.empty()).gateway(settings))
        .containsSubsequence(
            "@" + root.resolve("ops/containers/gateway-jvm.args"),
            "-Dquarkus.config.locations=" + settings.toUri(),
            "-jar",
            root.resolve("gateway/target/quarkus-app/quarkus-run.jar").toString());
  }

  @Test
  void theGatewayIsTheExecutableThatIsNamed() {
    assertThat(new Programs(root, Optional.of(Path.of("/here/runner"))).gateway(settings))
        .endsWith(
            "/here/runner", "-Dquarkus.config.locations=" + settings.toUri(), "-Xmx1m", "-Xmn1m");
  }
}
