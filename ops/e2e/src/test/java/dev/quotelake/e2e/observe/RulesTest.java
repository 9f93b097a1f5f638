// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules and alerts keep to the contract, and each alert has its page and its tests. */
class RulesTest {

  private final MetricsContract contract = MetricsContract.read();
  private final ContractViolations violations = new ContractViolations(contract);
  private final List<JsonNode> rules = rules();

  @Test
  void useOnlyNamesOfTheContract() {
    List<String> found = new ArrayList<>();
    for (JsonNode rule : rules) {
      for (String mistake : violations.in(rule.get("expr").asText())) {
        found.add(name(rule) + ": " + mistake);
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void recordExactlyTheContractsRecordedSeries() {
    Set<String> recorded = new HashSet<>();
    rules.stream().filter(rule -> rule.has("record")).forEach(rule -> recorded.add(name(rule)));

    assertThat(recorded)
        .containsExactlyInAnyOrderElementsOf(
            contract.of("rule").stream().map(MetricsContract.Metric::name).toList());
  }

  @Test
  void theObjectiveIsABucketAndItsLabelSaysTheSameNumber() {
    JsonNode objective =
        rules.stream()
            .filter(rule -> name(rule).equals("quotelake:objective_seconds"))
            .findFirst()
            .orElseThrow();
    double seconds =
        Double.parseDouble(objective.get("expr").asText().replaceAll("vector\\((.*)\\)", "$1"));

    assertThat(contract.buckets()).contains(seconds);
    assertThat(objective.at("/labels/le").asText()).isEqualTo(Double.toString(seconds));
  }

  @Test
  void everyAlertHasSeverityTextsAndARunbook() {
    for (JsonNode alert : alerts()) {
      String page = "ops/prometheus/runbooks/" + name(alert) + ".md";
      assertThat(alert.at("/labels/severity").asText()).as(name(alert)).isIn("critical", "warning");
      assertThat(alert.at("/annotations/summary").asText()).as(name(alert)).isNotBlank();
      assertThat(alert.at("/annotations/description").asText())
          .as(name(alert))
          .matches(text -> text.contains("$labels.environment") || text.contains("this workspace"));
      assertThat(alert.at("/annotations/runbook_url").asText())
          .isEqualTo("{{ $externalURL }}/user/" + name(alert) + ".md");
      assertThat(Repository.path(page)).exists();
      assertThat(Repository.text(Repository.path(page)))
          .contains("Severity: " + alert.at("/labels/severity").asText());
    }
  }

  @Test
  void everyRunbookBelongsToAnAlertAndIsInTheIndex() {
    List<String> pages =
        Repository.files("ops/prometheus/runbooks", ".md").stream()
            .map(page -> page.getFileName().toString())
            .filter(page -> !page.equals("README.md"))
            .toList();
    String index = Repository.text(Repository.path("ops/prometheus/runbooks/README.md"));

    assertThat(pages)
        .containsExactlyInAnyOrderElementsOf(
            alerts().stream().map(alert -> name(alert) + ".md").toList())
        .allSatisfy(page -> assertThat(index).contains("(" + page + ")"));
  }

  @Test
  void everyAlertHasATestThatItFiresAndResolvesAndOneThatItStaysSilent() {
    List<JsonNode> tests = new ArrayList<>();
    for (var file : Repository.files("ops/prometheus/tests", "_test.yml")) {
      Repository.yaml(file).get("tests").forEach(tests::add);
    }
    for (JsonNode alert : alerts()) {
      String name = name(alert);
      assertThat(fired(tests, name, name + " fires and resolves"))
          .as(name + " fires and resolves")
          .anySatisfy(moments -> assertThat(moments).containsSubsequence(true, false));
      assertThat(fired(tests, name, name + " stays silent: "))
          .as("a near miss of " + name)
          .isNotEmpty()
          .allSatisfy(moments -> assertThat(moments).isNotEmpty().containsOnly(false));
    }
  }

  /** For each test whose name begins so: whether the alert fires at the moments it looks at. */
  private static List<List<Boolean>> fired(List<JsonNode> tests, String alert, String begin) {
    String firing = "ALERTS{alertname=\"%s\", alertstate=\"firing\"}".formatted(alert);
    return tests.stream()
        .filter(test -> test.get("name").asText().startsWith(begin))
        .map(test -> fired(test, firing))
        .toList();
  }

  private static List<Boolean> fired(JsonNode test, String firing) {
    List<Boolean> moments = new ArrayList<>();
    String expression = "";
    for (JsonNode moment : test.path("promql_expr_test")) {
      // A moment that is merged from an earlier one (<<) asks what that one asked.
      expression = moment.path("expr").asText(expression);
      if (expression.contains(firing)) {
        moments.add(!moment.path("exp_samples").isEmpty());
      }
    }
    return moments;
  }

  /** The names of the rules that Prometheus loads. */
  static Set<String> loaded() {
    Set<String> names = new HashSet<>();
    for (var file : Repository.files("ops/prometheus/rules", ".yml")) {
      for (JsonNode group : Repository.yaml(file).get("groups")) {
        group.get("rules").forEach(rule -> names.add(name(rule)));
      }
    }
    return names;
  }

  private List<JsonNode> alerts() {
    return rules.stream().filter(rule -> rule.has("alert")).toList();
  }

  private static String name(JsonNode rule) {
    return rule.has("alert") ? rule.get("alert").asText() : rule.get("record").asText();
  }

  private static List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    List<Path> files = new ArrayList<>(Repository.files("ops/prometheus/rules", ".yml"));
    files.add(Repository.path("ops/prometheus/azure.yml"));
    for (Path file : files) {
      for (JsonNode group : Repository.yaml(file).get("groups")) {
        group.get("rules").forEach(rules::add);
      }
    }
    return rules;
  }
}
