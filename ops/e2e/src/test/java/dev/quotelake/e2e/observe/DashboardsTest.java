// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dashboards keep to the contract and to what every panel must have. */
class DashboardsTest {

  /** Fixed for ever: links and bookmarks hang on them. */
  private static final Map<String, String> UIDS =
      Map.of(
          "quote-flow.json", "quotelake-flow",
          "gateway.json", "quotelake-gateway",
          "lake.json", "quotelake-lake",
          "data-quality.json", "quotelake-quality");

  private static final Pattern RUNBOOK = Pattern.compile("\\$\\{runbooks}/([A-Za-z]+\\.md)");

  private final MetricsContract contract = MetricsContract.read();
  private final ContractViolations violations = new ContractViolations(contract);

  static List<Dashboards.Panel> panels() {
    return Dashboards.panels();
  }

  @Test
  void haveTheirFixedUids() {
    Map<String, String> found = new HashMap<>();
    for (Path file : Dashboards.files()) {
      found.put(file.getFileName().toString(), Repository.json(file).get("uid").asText());
    }
    assertThat(found).isEqualTo(UIDS);
  }

  @Test
  void haveVariablesForDataSourceEnvironmentInstanceAndRunbooks() {
    for (Path file : Dashboards.files()) {
      List<String> names = new ArrayList<>();
      Repository.json(file).at("/templating/list").forEach(v -> names.add(v.get("name").asText()));
      assertThat(names)
          .as(file.toString())
          .containsExactly("datasource", "environment", "instance", "runbooks");
    }
  }

  @Test
  void havePanelsWithIdsOfTheirOwnThatDoNotOverlap() {
    for (Path file : Dashboards.files()) {
      Set<Integer> ids = new HashSet<>();
      Set<String> cells = new HashSet<>();
      for (JsonNode panel : Repository.json(file).get("panels")) {
        assertThat(ids.add(panel.get("id").asInt())).as(file + " " + panel.get("title")).isTrue();
        JsonNode at = panel.get("gridPos");
        assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
        for (int x = at.get("x").asInt(); x < at.get("x").asInt() + at.get("w").asInt(); x++) {
          for (int y = at.get("y").asInt(); y < at.get("y").asInt() + at.get("h").asInt(); y++) {
            assertThat(cells.add(x + "," + y)).as(file + " " + panel.get("title")).isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelSaysWhatItShowsInWhichUnitAndWhatNoDataMeans(Dashboards.Panel panel) {
    JsonNode defaults = panel.json().at("/fieldConfig/defaults");

    assertThat(panel.title()).isNotBlank();
    assertThat(panel.json().path("description").asText()).endsWith(".");
    assertThat(defaults.path("unit").asText()).isNotBlank();
    assertThat(defaults.path("noValue").asText()).isNotBlank();
    assertThat(panel.json().at("/datasource/uid").asText()).isEqualTo("${datasource}");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelLinksToRunbooksThatExist(Dashboards.Panel panel) {
    assertThat(panel.json().get("links")).isNotEmpty();
    for (JsonNode link : panel.json().get("links")) {
      Matcher address = RUNBOOK.matcher(link.get("url").asText());
      assertThat(address.matches()).as(link.toString()).isTrue();
      assertThat(Repository.path("ops/prometheus/runbooks/" + address.group(1))).exists();
    }
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelUsesOnlyNamesOfTheContractAndOfOneEnvironment(Dashboards.Panel panel) {
    assertThat(panel.queries()).isNotEmpty().doesNotContain("");
    for (String query : panel.queries()) {
      assertThat(violations.in(query)).as(query).isEmpty();
      for (PromExpression.Selector selector : PromExpression.of(query).selectors()) {
        boolean hasEnvironment =
            contract
                .owner(selector.name())
                .map(m -> !m.program().equals("rule") || m.labels().contains("environment"))
                .orElse(true);
        if (hasEnvironment) {
          assertThat(selector.matchers())
              .as(query)
              .extracting(PromExpression.LabelMatcher::label)
              .contains("environment");
        }
      }
    }
  }

  @Test
  void coloursComeFromTheThemeSoThatLightAndDarkAreReadable() {
    for (Path file : Dashboards.files()) {
      JsonNode dashboard = Repository.json(file);
      List<String> colours = dashboard.findValuesAsText("color");
      colours.addAll(dashboard.findValuesAsText("fixedColor"));
      assertThat(colours)
          .as(file.toString())
          .isNotEmpty()
          .noneMatch(colour -> colour.startsWith("#") || colour.startsWith("rgb"));
    }
  }

  @Test
  void everyMetricOfTheContractIsShownOrJudgedSomewhere() {
    Set<String> used = new HashSet<>();
    Dashboards.panels().stream()
        .flatMap(panel -> panel.queries().stream())
        .forEach(query -> addOwners(query, used));
    for (Path file : Repository.files("ops/prometheus/rules", ".yml")) {
      for (JsonNode group : Repository.yaml(file).get("groups")) {
        group.get("rules").forEach(rule -> addOwners(rule.get("expr").asText(), used));
      }
    }
    for (String program : List.of("gateway", "lake", "rule")) {
      assertThat(contract.of(program))
          .extracting(MetricsContract.Metric::name)
          .allSatisfy(name -> assertThat(used).contains(name));
    }
  }

  private void addOwners(String expression, Set<String> used) {
    PromExpression.of(expression)
        .selectors()
        .forEach(s -> contract.owner(s.name()).ifPresent(metric -> used.add(metric.name())));
  }
}
