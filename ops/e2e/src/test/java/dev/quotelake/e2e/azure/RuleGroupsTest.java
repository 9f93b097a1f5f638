// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.e2e.Promtool;
import dev.quotelake.e2e.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure Monitor's rule groups are those of Prometheus, as Azure takes them. */
class RuleGroupsTest {

  private static final Path MODULE = Repository.path("ops/azure/modules/rules.bicep");

  private static final Pattern QUOTE = Pattern.compile("(?<!\\\\)'");

  /** Two of the alerts whose times are rewritten: they fire within minutes, and resolve. */
  private static final String SCENARIO =
      """
      rule_files: [rules.yml]
      evaluation_interval: 1m
      tests:
        - interval: 1m
          input_series:
            - series: 'quotelake_lake_backlog_seconds{environment="t", query="q"}'
              values: '0x10 60x10 0x20'
            - series: 'quotelake_lake_canary_timestamp_seconds{environment="t"}'
              values: '1+60x10 600x9 1260+60x20'
          promql_expr_test:
            - expr: ALERTS{alertname=~"QuotelakeHopLate|QuotelakeCanaryMissing", alertstate="firing"}
              eval_time: 9m
            - expr: count by (alertname) (ALERTS{alertname=~"QuotelakeHopLate|QuotelakeCanaryMissing", alertstate="firing"})
              eval_time: 16m
              exp_samples:
                - labels: '{alertname="QuotelakeHopLate"}'
                  value: 1
                - labels: '{alertname="QuotelakeCanaryMissing"}'
                  value: 1
            - expr: ALERTS{alertname=~"QuotelakeHopLate|QuotelakeCanaryMissing", alertstate="firing"}
              eval_time: 30m
      """;

  private final RuleGroups groups = RuleGroups.ofTheRepository();

  @Test
  void theModuleIsCurrent() throws Exception {
    if (System.getProperty("quotelake.rules", "").equals("write")) {
      Files.writeString(MODULE, groups.bicep());
    }
    assertThat(Repository.text(MODULE))
        .as("ops/azure/modules/rules.bicep is out of date: run ops/azure/rules")
        .isEqualTo(groups.bicep());
  }

  @Test
  void everyRuleOfEveryFileIsInIt() {
    for (JsonNode group : groups.groups()) {
      for (JsonNode rule : group.get("rules")) {
        String kind = rule.has("alert") ? "alert" : "record";
        assertThat(groups.bicep()).contains(kind + ": '" + rule.get(kind).asText() + "'");
      }
    }
  }

  @Test
  void nothingIsInItThatAzureMonitorDoesNotTake() {
    String text = groups.bicep();

    assertThat(groups.groups()).allSatisfy(g -> assertThat(g.get("rules").size()).isBetween(1, 20));
    assertThat(text).doesNotContain("$externalURL").doesNotContain("query \"");
    assertThat(Pattern.compile("for: '(?!PT[0-9]+[MH]')").matcher(text).results()).isEmpty();
    assertThat(Pattern.compile("\\[\\d+m?s|:\\d+m?s]|offset \\d+m?s").matcher(text).results())
        .isEmpty();
    assertThat(text.lines())
        .as("no string over two lines")
        .allMatch(line -> QUOTE.matcher(line).results().count() % 2 == 0);
    assertThat(text)
        .contains("for: 'PT1M'", "[1m:1m]", "offset 1m", "the objective is 10s. QuotelakeHopLate")
        .contains("runbook_url: '${runbooks}/QuotelakeHopLate.md'");
  }

  @Test
  void theRewrittenRulesAreStillPrometheusRulesThatFireAndResolve(@TempDir Path folder)
      throws Exception {
    List<Map<String, Object>> rewritten = new ArrayList<>();
    for (JsonNode group : groups.groups()) {
      List<Map<String, Object>> rules = new ArrayList<>();
      group.get("rules").forEach(rule -> rules.add(rewritten(rule)));
      rewritten.add(Map.of("name", group.get("name").asText(), "rules", rules));
    }
    Path file = folder.resolve("rules.yml");
    new ObjectMapper().writeValue(file.toFile(), Map.of("groups", rewritten));
    Path scenario = Files.writeString(folder.resolve("scenario_test.yml"), SCENARIO);

    assertThat(Promtool.run("check", "rules", file)).contains("SUCCESS");
    assertThat(Promtool.run("test", "rules", scenario)).contains("SUCCESS");
  }

  private static Map<String, Object> rewritten(JsonNode rule) {
    String kind = rule.has("alert") ? "alert" : "record";
    Map<String, Object> rewritten = new HashMap<>();
    rewritten.put(kind, rule.get(kind).asText());
    rewritten.put("expr", RuleGroups.expression(rule));
    rewritten.put("labels", rule.path("labels").isObject() ? rule.get("labels") : Map.of());
    if (rule.has("for")) {
      rewritten.put("for", Duration.parse(RuleGroups.minutesOf(rule)).toMinutes() + "m");
    }
    return rewritten;
  }
}
