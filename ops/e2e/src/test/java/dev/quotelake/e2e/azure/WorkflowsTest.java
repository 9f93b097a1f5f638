// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workflows take nothing that can change under them, may little, and deploy only with approval. */
class WorkflowsTest {

  private static final Pattern PINNED =
      Pattern.compile("(\\./\\S+|[a-zA-Z0-9_.-]+/[a-zA-Z0-9_.-]+@[0-9a-f]{40})");

  static List<Path> workflows() {
    return Repository.files(".github/workflows", ".yml");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void everyActionIsPinnedByCommit(Path workflow) {
    assertThat(Deployment.found(Repository.text(workflow), "uses: (\\S+)"))
        .isNotEmpty()
        .allMatch(action -> PINNED.matcher(action).matches());
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void mayReadOnlyUnlessAJobSaysMoreAndEndsInTime(Path workflow) {
    JsonNode yaml = read(workflow);

    assertThat(yaml.get("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
    for (JsonNode job : yaml.get("jobs")) {
      assertThat(job.has("uses") || job.has("timeout-minutes")).isTrue();
      assertThat(job.path("permissions").asText()).isEmpty();
    }
    assertThat(Repository.text(workflow)).doesNotContain("pull_request_target");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void theOnlySecretIsGitHubsOwnToken(Path workflow) {
    assertThat(Deployment.found(Repository.text(workflow), "secrets\\.([A-Za-z_]+)"))
        .isSubsetOf("GITHUB_TOKEN");
  }

  @Test
  void deployingTakesAnApprovedEnvironmentAndGitHubsIdentity() {
    JsonNode jobs = read(Repository.path(".github/workflows/deploy.yml")).get("jobs");

    for (JsonNode job : jobs) {
      assertThat(job.get("environment").asText()).isEqualTo("${{ inputs.environment }}");
      assertThat(job.at("/permissions/id-token").asText()).isEqualTo("write");
    }
    assertThat(Deployment.text(".github/workflows/deploy.yml"))
        .contains("ops/azure/deploy \"${{ inputs.environment }}\"", "cosign verify-attestation")
        .contains("databricks bundle validate", "databricks bundle deploy");
    assertThat(
            Deployment.found(
                Deployment.text(".github/workflows/deploy.yml"), "LAKE_RUNTIME \\|\\| '([^']+)'"))
        .singleElement()
        .satisfies(
            runtime ->
                assertThat(Repository.path("ops/databricks/runtimes/" + runtime + ".json"))
                    .exists());
    assertThat(Deployment.text("ops/azure/pipeline.bicep"))
        .contains("repo:${repository}:environment:${environment}");
  }

  @Test
  void aReleaseIsScannedSignedAndOfBothProcessors() {
    String release = Deployment.text(".github/workflows/release.yml");

    assertThat(release)
        .contains("cyclonedx-maven-plugin", "anchore/scan-action@", "fail-build: true")
        .contains("cosign attest-blob", "cosign attest --yes --type slsaprovenance1")
        .contains("linux/amd64", "linux/arm64")
        .contains("quotelake-lake_2.12.jar", "quotelake-lake_2.13.jar");
    assertThat(Deployment.text(".github/workflows/native.yml"))
        .contains("ubuntu-24.04-arm", "verify -Dnative");
  }

  @Test
  void everyChangeIsBuiltTestedAndItsTemplatesCompiled() {
    String build = Deployment.text(".github/workflows/build.yml");

    assertThat(build).contains("pull_request:", ".ci/run", "az bicep build", "bundle validate");
  }

  @Test
  void everythingThatIsPinnedIsKeptFresh() {
    JsonNode updates = read(Repository.path(".github/dependabot.yml")).get("updates");

    assertThat(updates.findValuesAsText("package-ecosystem"))
        .containsExactlyInAnyOrder("maven", "github-actions", "docker", "npm");
    for (JsonNode update : updates) {
      assertThat(Repository.path(update.get("directory").asText().substring(1))).isDirectory();
    }
  }

  private static JsonNode read(Path file) {
    return Repository.yaml(file);
  }
}
