// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.e2e.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The images are built and started as the documents, the workflows and the laptop do it. */
class ContainersTest {

  private static final String BUILDER = "quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-21";

  static List<Path> dockerfiles() {
    return Repository.files("ops/containers", ".Dockerfile");
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void standOnRedHats9AndHaveASmallHeap(Path dockerfile) {
    String text = Repository.text(dockerfile);

    assertThat(Deployment.found(text, "^FROM (\\S+)"))
        .singleElement()
        .asString()
        .contains("ubi9")
        .doesNotEndWith(":latest");
    assertThat(text)
        .contains("ENTRYPOINT [", "\"-Xmx64m\"", "\"-Xmn32m\"", "EXPOSE 8080 9000")
        .containsPattern("USER [1-9]");
    assertThat(Path.of(dockerfile + ".dockerignore")).exists().content().contains("\n*\n!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ops/azure/deploy",
        "ops/containers/README.md",
        "ops/containers/gateway-native.Dockerfile",
        ".github/workflows/native.yml"
      })
  void whoeverBuildsInAContainerNamesTheBuilder(String file) {
    assertThat(Deployment.text(file))
        .contains("-Dquarkus.native.container-build=true")
        .contains("-Dquarkus.native.builder-image=" + BUILDER);
  }

  @Test
  void nothingElseBuildsInAContainerWithoutNamingIt() {
    for (String ending : List.of(".md", ".yml", ".Dockerfile")) {
      for (String folder : List.of("ops/azure", "ops/containers", "gateway", ".github")) {
        for (Path file : Repository.files(folder, ending)) {
          if (Repository.text(file).contains("native.container-build=true")) {
            assertThat(Repository.text(file)).as(file.toString()).contains(BUILDER);
          }
        }
      }
    }
  }

  @Test
  void aReplicaGetsMoreThanTheProgramNeeds() {
    Set<String> sizes =
        Deployment.found(
            Deployment.text("ops/azure/modules/gateway.bicep"), "'[0-9.]+': '([0-9.]+)Gi'");

    assertThat(sizes).isNotEmpty().allMatch(size -> Double.parseDouble(size) * 1024 >= 2 * 135);
  }
}
