// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for the Databricks bundle that its own schema does not know. */
class BundleTest {

  private static final String USER = "${workspace.current_user.";

  private final JsonNode bundle = Deployment.yaml("ops/databricks/databricks.yml");
  private final JsonNode jobs =
      Deployment.yaml("ops/databricks/resources/jobs.yml").at("/resources/jobs");

  static List<Path> runtimes() {
    return Repository.files("ops/databricks/runtimes", ".json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"root_path", "artifact_path"})
  void inDevelopmentModeEveryPathHasTheUsersName(String path) {
    assertThat(bundle.at("/targets/dev/mode").asText()).isEqualTo("development");

    assertThat(workspace("dev", path)).contains(USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root_path", "artifact_path"})
  void productionHasOnePlaceThatNotEverybodyMayWrite(String path) {
    assertThat(bundle.at("/targets/prod/mode").asText()).isEqualTo("production");

    assertThat(workspace("prod", path)).doesNotContain(USER).doesNotContain("/Shared").isNotEmpty();
    assertThat(Deployment.bundle()).doesNotContain("/Workspace/Shared");
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalog", "schema", "credential", "trigger"})
  void theTargetsShareNothing(String variable) {
    String dev = bundle.at("/targets/dev/variables/" + variable).asText();
    String prod = bundle.at("/targets/prod/variables/" + variable).asText();

    assertThat(dev).isNotEmpty().isNotEqualTo(prod);
    assertThat(prod).isNotEmpty();
  }

  @Test
  void eachDeveloperHasASchemaAndTablesAndCheckpointsFollowIt() {
    assertThat(bundle.at("/targets/dev/variables/schema").asText()).contains(USER + "short_name}");
    assertThat(parameters("lake"))
        .containsSequence("--tables", "${var.catalog}.${var.schema}")
        .containsSequence("--checkpoints", "/Volumes/${var.catalog}/${var.schema}/checkpoints");
    for (String job : List.of("maintain", "check")) {
      assertThat(parameters(job)).containsSequence("--tables", "${var.catalog}.${var.schema}");
    }
  }

  @Test
  void tablesAndCheckpointsOutliveTheBundle() {
    JsonNode storage = Deployment.yaml("ops/databricks/resources/storage.yml").get("resources");

    assertThat(storage.at("/volumes/checkpoints/lifecycle/prevent_destroy").asBoolean()).isTrue();
    assertThat(storage.at("/schemas/lake/lifecycle/prevent_destroy").asBoolean()).isTrue();
  }

  @Test
  void itLogsInWithACredentialThatSetupMakesAndWithNoSecret() {
    assertThat(Deployment.text("ops/azure/modules/hub.bicep")).contains("disableLocalAuth: true");
    assertThat(Deployment.bundle())
        .doesNotContain("CONNECTION_STRING")
        .doesNotContain("SharedAccessKey")
        .doesNotContain("{{secrets/");
    assertThat(parameters("lake"))
        .containsSequence("--hub-service-credential", "${var.credential}");
    String setup = Deployment.text("ops/databricks/setup");
    assertThat(setup)
        .contains("credential=\"quotelake-$environment\"", "catalog=\"quotelake_$environment\"")
        .contains("create-credential \"$credential-hub\"")
        .contains("grant credential \"$credential-hub\" \"$user\" '\"ACCESS\"'");
    for (String target : List.of("dev", "prod")) {
      assertThat(bundle.at("/targets/" + target + "/variables/credential").asText())
          .isEqualTo("quotelake-" + target + "-hub");
      assertThat(bundle.at("/targets/" + target + "/variables/catalog").asText())
          .isEqualTo("quotelake_" + target);
    }
    assertThat(workspace("prod", "artifact_path"))
        .startsWith("/Volumes/${var.catalog}/deployments/artifacts/");
    assertThat(setup).contains("volumes create \"$catalog\" deployments artifacts MANAGED");
  }

  @Test
  void everyJobOfProductionRunsAsTheServiceAndTellsSomebodyWhenItFails() {
    for (String job : List.of("lake", "maintain", "check")) {
      assertThat(
              bundle
                  .at("/targets/prod/resources/jobs/" + job + "/run_as/service_principal_name")
                  .asText())
          .isEqualTo("${var.service_principal}");
      assertThat(jobs.at("/" + job + "/email_notifications/on_failure/0").asText())
          .isEqualTo("${var.notify}");
    }
    assertThat(bundle.at("/targets/prod/permissions")).isNotEmpty();
  }

  @Test
  void aBacklogIsToldOf() {
    JsonNode rule = jobs.at("/lake/health/rules/0");

    assertThat(rule.get("metric").asText()).isEqualTo("STREAMING_BACKLOG_SECONDS");
    assertThat(rule.get("value").asInt()).isPositive();
    assertThat(jobs.at("/lake/email_notifications/on_streaming_backlog_exceeded")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("runtimes")
  void aRuntimePicksImageAndJarTogether(Path file) {
    JsonNode runtime = Repository.json(file).get("runtime");
    JsonNode byDefault = bundle.at("/variables/runtime/default");
    LakeBuild build = LakeBuild.of(runtime.get("profile").asText());

    assertThat(runtime.fieldNames())
        .toIterable()
        .containsExactly("spark_version", "jar", "profile");
    assertThat(runtime.get("spark_version").asText()).endsWith("-scala" + build.scala());
    assertThat("target/" + runtime.get("jar").asText()).isEqualTo(build.jar());
    if (file.toString().endsWith("16.4-lts.json")) {
      assertThat(runtime).isEqualTo(byDefault);
    }
  }

  @Test
  void everyVariableIsDeclaredAndUsedAndGetsAValue() {
    Set<String> declared = new TreeSet<>();
    bundle.get("variables").fieldNames().forEachRemaining(declared::add);
    Set<String> used = Deployment.found(Deployment.bundle(), "\\$\\{var\\.([a-z_]+)");
    Set<String> given =
        Deployment.found(Deployment.text("ops/azure/deploy"), "BUNDLE_VAR_([a-z_]+)");
    given.add("notify"); // of prod: by whoever deploys it

    assertThat(used).isEqualTo(declared);
    for (String name : declared) {
      List<String> sources = new ArrayList<>();
      if (bundle.at("/variables/" + name).has("default")) {
        sources.add("default");
      }
      if (bundle.at("/targets/dev/variables").has(name)
          && (bundle.at("/targets/prod/variables").has(name) || given.contains(name))) {
        sources.add("targets");
      }
      if (given.contains(name)) {
        sources.add("environment");
      }
      assertThat(sources).as(name).isNotEmpty();
    }
  }

  @Test
  void itsFilesAreThere() {
    String dashboard =
        Deployment.yaml("ops/databricks/resources/watching.yml")
            .at("/resources/dashboards/lake/file_path")
            .asText();

    assertThat(Repository.path("ops/databricks/resources").resolve(dashboard)).exists();
    assertThat(bundle.at("/artifacts/lake/files/0/source").asText())
        .isEqualTo("../../spark-job/target/${var.runtime.jar}");
    for (JsonNode job : jobs) {
      assertThat(job.at("/tasks/0/libraries/0/jar").asText())
          .isEqualTo("../../../spark-job/target/${var.runtime.jar}");
    }
  }

  private String workspace(String target, String path) {
    String own = bundle.at("/targets/" + target + "/workspace/" + path).asText();
    return own.isEmpty() ? bundle.at("/workspace/" + path).asText() : own;
  }

  private List<String> parameters(String job) {
    List<String> parameters = new ArrayList<>();
    jobs.at("/" + job + "/tasks/0/spark_jar_task/parameters")
        .forEach(parameter -> parameters.add(parameter.asText()));
    return parameters;
  }
}
