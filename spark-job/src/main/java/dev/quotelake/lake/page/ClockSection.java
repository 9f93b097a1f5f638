// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.metrics.LagCounts;
import java.util.List;

/** The clock chain down to gold: how long the market's quotes took over each hop. */
final class ClockSection {

  /**
   * A row of the table.
   *
   * @param name of the hop or span, as the histograms label it
   * @param way from one clock to another
   */
  private record Hop(String name, String way) {}

  private static final List<Hop> HOPS =
      List.of(
          new Hop("provider", "quoted to fetched"),
          new Hop("append", "fetched to hub"),
          new Hop("bronze", "hub to bronze"),
          new Hop("silver", "bronze to silver"),
          new Hop("gold", "silver to gold"));

  private static final List<Hop> SPANS =
      List.of(new Hop("pipeline", "fetched to gold"), new Hop("freshness", "quoted to gold"));

  private static final double MEDIAN = 0.5;
  private static final double MOST = 0.99;

  private final Lately lately;
  private final double longest;

  ClockSection(Lately lately) {
    this.lately = lately;
    this.longest =
        HOPS.stream().mapToDouble(hop -> lately.lags(hop.name()).quantile(MOST)).max().orElse(0);
  }

  void write(Html html) {
    html.open("section", "class", "card", "id", "clocks").element("h2", "Clock chain");
    if (lately.lags("gold").records() == 0) {
      html.element("p", "No quote of the market reached gold lately.", "class", "soft").close();
      return;
    }
    html.open("table", "class", "clocks");
    html.open("tr").element("th", "hop").element("th", "", "class", "wide").element("th", "");
    html.element("th", "half within");
    html.element("th", "99 % within").close();
    HOPS.forEach(hop -> row(html, hop, "hop"));
    SPANS.forEach(hop -> row(html, hop, "sum"));
    html.close();
    html.element(
        "p",
        "Of the quotes in the last micro-batches. Freshness is of those whose time the provider told.",
        "class",
        "soft");
    html.close();
  }

  private void row(Html html, Hop hop, String kind) {
    LagCounts lags = lately.lags(hop.name());
    html.open("tr", "class", kind);
    html.element("td", hop.name()).element("td", hop.way(), "class", "way wide");
    html.open("td", "class", "meter");
    if (kind.equals("hop") && longest > 0) {
      html.open("svg", "aria-hidden", "true");
      html.rectangle("pale", 0, 0, 100 * lags.quantile(MOST) / longest, 100);
      html.rectangle("body", 0, 0, 100 * lags.quantile(MEDIAN) / longest, 100).close();
    }
    html.close();
    for (double share : new double[] {MEDIAN, MOST}) {
      html.element("td", lags.records() == 0 ? "–" : Figures.seconds(lags.quantile(share)));
    }
    html.close();
  }
}
