// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Promtool;
import dev.quotelake.e2e.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure Monitor's rule groups are those of Prometheus, as Azure takes them. */
class RuleGroupsTest {

  private static final Path MODULE = Repository.path("ops/azure/modules/rules.bicep");

  private static final Pattern QUOTE = Pattern.compile("(?<!\\\\)'");

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
  void theRewrittenExpressionsAreStillPromql(@TempDir Path folder) throws Exception {
    List<String> lines = new ArrayList<>(List.of("groups:", "  - name: rewritten", "    rules:"));
    for (JsonNode group : groups.groups()) {
      for (JsonNode rule : group.get("rules")) {
        lines.add("      - record: r" + lines.size());
        lines.add("        expr: '" + RuleGroups.expression(rule).replace("'", "''") + "'");
      }
    }
    Path file = Files.write(folder.resolve("rules.yml"), lines);

    assertThat(Promtool.run("check", "rules", file)).contains("SUCCESS");
  }
}
