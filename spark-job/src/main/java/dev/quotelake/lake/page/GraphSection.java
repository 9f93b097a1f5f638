// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.metrics.Readings;
import dev.quotelake.lake.metrics.RecentBatches;
import dev.quotelake.lake.metrics.RecentBatches.Batch;
import dev.quotelake.lake.pipeline.batch.TableCommit;
import dev.quotelake.lake.pipeline.table.Expectation;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The tables as they hang together, and what flows through each. */
final class GraphSection {
  private final Graph graph;
  private final Lately lately;
  private final Readings readings;

  GraphSection(Graph graph, Lately lately, Readings readings) {
    this.graph = graph;
    this.lately = lately;
    this.readings = readings;
  }

  void write(Html html) {
    html.open("section", "class", "card", "id", "tables").element("h2", "Tables");
    html.open("ul", "class", "tree").open("li");
    html.open("div", "class", "node hub").element("b", "hub").close();
    readers(html, TableDefinition.HUB);
    html.close().close();
    html.element(
        "p",
        "Rows a second over the last minute, and in each micro-batch; totals since the job started.",
        "class",
        "soft");
    html.close();
  }

  private void readers(Html html, String upstream) {
    List<TableDefinition> readers = graph.readersOf(upstream);
    if (!readers.isEmpty()) {
      html.open("ul");
      readers.forEach(table -> table(html, table));
      html.close();
    }
  }

  private void table(Html html, TableDefinition table) {
    html.open("li");
    node(html, table.name(), table.name(), TableCommit::rowsOut, table.expectations());
    if (table.quarantine().isPresent()) {
      html.open("ul");
      graph.readersOf(table.name()).forEach(reader -> table(html, reader));
      html.open("li");
      node(
          html,
          table.quarantine().get().name(),
          table.name(),
          TableCommit::rowsQuarantined,
          List.of());
      html.close().close();
    } else {
      readers(html, table.name());
    }
    html.close();
  }

  /**
   * @param written the table whose commits tell of it: for a quarantine the table above it
   */
  private void node(
      Html html,
      String name,
      String written,
      ToLongFunction<TableCommit> rows,
      List<Expectation> rules) {
    long failing = rules.stream().filter(rule -> lately.failed(written, rule.name()) > 0).count();
    html.open("div", "class", failing > 0 ? "node warn" : "node").element("b", name);
    html.open("span", "class", "row");
    html.element("strong", Figures.rate(lately.perSecond(written, rows)));
    html.element(
        "span",
        Figures.count(readings.value("quotelake_lake_rows_total", "table", name).orElse(0)),
        "class",
        "soft");
    html.close();
    rowsByBatch(html, written, rows);
    if (failing > 0) {
      html.element(
          "span", "%d of %d rules failing".formatted(failing, rules.size()), "class", "warn");
    } else if (!rules.isEmpty()) {
      html.element("span", "%1$d of %1$d rules met".formatted(rules.size()), "class", "soft");
    }
    html.close();
  }

  private void rowsByBatch(Html html, String written, ToLongFunction<TableCommit> rows) {
    List<Batch> batches = lately.batches();
    List<Long> counts =
        batches.stream()
            .map(batch -> Lately.commit(batch, written).map(rows::applyAsLong).orElse(0L))
            .toList();
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    StringBuilder bars = new StringBuilder();
    for (int i = 0; i < counts.size() && most > 0; i++) {
      double height = 100.0 * counts.get(i) / most;
      int x = RecentBatches.KEPT - counts.size() + i;
      bars.append(String.format(Locale.ROOT, "M%d 100v%.0fh.8v%.0fz", x, -height, height));
    }
    html.open(
        "svg",
        "class",
        "spark",
        "viewBox",
        "0 0 100 100",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
    html.shape("path", "class", "body", "d", bars).close();
  }
}
