// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.metrics.Readings;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Why rows went to quarantine, and which were stored with a warning. */
final class RulesSection {

  private record Failing(String table, Expectation rule, double failed, long lately) {}

  private final List<Failing> failing = new ArrayList<>();
  private final int rules;

  RulesSection(Graph graph, Lately lately, Readings readings) {
    for (TableDefinition table : graph.tables()) {
      for (Expectation rule : table.expectations()) {
        double failed = failed(readings, table.name(), rule.name());
        if (failed > 0) {
          failing.add(
              new Failing(table.name(), rule, failed, lately.failed(table.name(), rule.name())));
        }
      }
    }
    failing.sort(
        Comparator.comparing((Failing each) -> each.rule().action())
            .reversed()
            .thenComparing(Failing::failed, Comparator.reverseOrder()));
    rules = graph.tables().stream().mapToInt(table -> table.expectations().size()).sum();
  }

  private static double failed(Readings readings, String table, String rule) {
    return readings
        .value(
            "quotelake_lake_expectation_records_total",
            "table",
            table,
            "expectation",
            rule,
            "result",
            "failed")
        .orElse(0);
  }

  void write(Html html) {
    html.open("section", "class", "card", "id", "rules").element("h2", "Quarantine and warnings");
    if (failing.isEmpty()) {
      html.element(
              "p",
              "Every row met all of the %d rules since the job started.".formatted(rules),
              "class",
              "soft")
          .close();
      return;
    }
    html.open("table");
    html.open("tr").element("th", "reason").element("th", "its rows are");
    html.element("th", "lately").element("th", "since the start").close();
    failing.forEach(each -> row(html, each));
    html.close().close();
  }

  private static void row(Html html, Failing each) {
    boolean kept = each.rule().action() == Expectation.Action.WARN;
    html.open("tr");
    html.open("td").text(each.rule().name() + " ");
    html.element("span", each.table(), "class", "soft wide").close();
    html.element("td", kept ? "stored, warned" : "kept out", "class", kept ? "warn" : "bad");
    html.element("td", Figures.count(each.lately())).element("td", Figures.count(each.failed()));
    html.close();
  }
}
