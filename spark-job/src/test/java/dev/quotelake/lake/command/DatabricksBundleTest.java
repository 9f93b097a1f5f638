// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LakeJob;
import dev.quotelake.lake.MarketTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The Databricks bundle says to the jar only what the jar understands. */
class DatabricksBundleTest {
  private static final Path BUNDLE = Path.of("../ops/databricks");

  @ParameterizedTest
  @CsvSource({"lake, dev", "lake, prod", "maintain, dev", "check, dev"})
  void theJobsArgumentsAreUnderstood(String job, String target) throws IOException {
    List<String> parameters = at(task(job), "spark_jar_task", "parameters");
    String trigger = at(bundle(), "targets", target, "variables", "trigger");
    String[] arguments =
        parameters.stream()
            .map(argument -> argument.replace("${var.trigger}", trigger))
            .map(argument -> argument.replaceAll("\\$\\{[^}]*}", "x"))
            .toArray(String[]::new);

    assertThat(LakeCommand.line(MarketTables::graph).parseArgs(arguments).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lake", "maintain", "check"})
  void everyJobStartsTheMainClassOnAClusterThatGivesItClassicSpark(String job) throws IOException {
    assertThat(DatabricksBundleTest.<String>at(task(job), "spark_jar_task", "main_class_name"))
        .isEqualTo(LakeJob.class.getName());
    Map<String, Object> jobCluster =
        DatabricksBundleTest.<List<Map<String, Object>>>at(job(job), "job_clusters").get(0);
    Map<String, Object> cluster = at(jobCluster, "new_cluster");
    assertThat(cluster)
        .containsEntry("spark_version", "${var.runtime.spark_version}")
        .containsEntry("data_security_mode", "SINGLE_USER");
  }

  private Map<String, Object> job(String name) throws IOException {
    return at(
        new Yaml().load(Files.readString(BUNDLE.resolve("resources/jobs.yml"))),
        "resources",
        "jobs",
        name);
  }

  private Map<String, Object> task(String job) throws IOException {
    return DatabricksBundleTest.<List<Map<String, Object>>>at(job(job), "tasks").get(0);
  }

  private static Map<String, Object> bundle() throws IOException {
    return new Yaml().load(Files.readString(BUNDLE.resolve("databricks.yml")));
  }

  @SuppressWarnings("unchecked") // YAML has no static types; a wrong one fails the test
  private static <T> T at(Map<String, Object> yaml, String... path) {
    Object value = yaml;
    for (String key : path) {
      value = ((Map<String, Object>) value).get(key);
      assertThat(value).as(String.join(".", path)).isNotNull();
    }
    return (T) value;
  }
}
