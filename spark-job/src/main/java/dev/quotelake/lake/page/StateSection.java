// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.metrics.LagCounts;
import dev.quotelake.lake.metrics.Readings;
import dev.quotelake.lake.pipeline.batch.TableCommit;
import dev.quotelake.lake.pipeline.store.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/** Whether all is well, at a glance. */
final class StateSection {
  private static final double SILENT_SECONDS = 60;
  private static final double LATE_SECONDS = 60;

  private final Lately lately;
  private final Readings readings;
  private final List<String> troubles = new ArrayList<>();

  StateSection(Lately lately, Readings readings) {
    this.lately = lately;
    this.readings = readings;
    if (silence() > SILENT_SECONDS) {
      troubles.add("The stream has shown no life for %s.".formatted(Figures.seconds(silence())));
    }
    if (of("quotelake_lake_query_failures_total") > 0) {
      troubles.add("The stream has ended with an error; the job's log says why.");
    }
    double late = of("quotelake_lake_backlog_seconds");
    if (late > LATE_SECONDS) {
      troubles.add("The job is behind the hub by %s.".formatted(Figures.seconds(late)));
    }
  }

  void write(Html html) {
    html.open("section", "class", "tiles", "id", "state");
    long keptOut = lately.keptOut();
    if (!troubles.isEmpty()) {
      tile(html, "bad", "state", "In trouble", String.join(" ", troubles));
    } else if (keptOut > 0) {
      tile(html, "warn", "state", "Running", "Some rows were kept out lately.");
    } else {
      tile(
          html,
          "good",
          "state",
          "All is well",
          "Last sign of life %s ago.".formatted(Figures.seconds(silence())));
    }
    tile(
        html,
        "",
        "quotes into bronze",
        Figures.rate(lately.perSecond(BronzeQuotesTable.NAME, TableCommit::rowsOut)),
        "over the last minute");
    LagCounts lags = lately.lags("pipeline");
    boolean quoted = lags.records() > 0;
    tile(
        html,
        "",
        "fetched to gold",
        quoted ? Figures.seconds(lags.quantile(0.5)) : "–",
        quoted ? "99 % within " + Figures.seconds(lags.quantile(0.99)) : "no quote lately");
    tile(
        html,
        "",
        "last micro-batch",
        lately.last().map(batch -> Figures.time(batch.duration())).orElse("–"),
        lately.last().map(batch -> "number " + batch.number()).orElse("none with rows yet"));
    tile(
        html,
        "",
        "unread in the hub",
        Figures.count(of("quotelake_lake_backlog_events")),
        "records");
    tile(
        html,
        keptOut > 0 ? "warn" : "",
        "kept out lately",
        Figures.count(keptOut),
        "rows, in %d micro-batches".formatted(lately.batches().size()));
    html.close();
  }

  private double silence() {
    double seen = of("quotelake_lake_progress_timestamp_seconds");
    return Math.max(0, lately.now().toEpochMilli() / 1e3 - seen);
  }

  private double of(String metric) {
    return readings.value(metric, "query", Checkpoint.STREAM).orElse(0);
  }

  private static void tile(Html html, String kind, String name, String value, String more) {
    html.open("div", "class", "tile " + kind);
    html.element("span", name, "class", "soft").element("strong", value);
    html.element("span", more, "class", "soft").close();
  }
}
