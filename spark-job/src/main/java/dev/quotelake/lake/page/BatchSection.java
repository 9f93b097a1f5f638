// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.metrics.RecentBatches.Batch;
import dev.quotelake.lake.pipeline.batch.TableCommit;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The last micro-batches as bars: upwards how long they took, downwards what they read. */
final class BatchSection {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double TOP = 8;
  private static final double MIDDLE = 66;

  private final List<Batch> batches;
  private final double longest;
  private final double mostRows;

  BatchSection(Lately lately) {
    this.batches = lately.batches();
    this.longest = batches.stream().mapToDouble(BatchSection::seconds).max().orElse(0);
    this.mostRows = batches.stream().mapToDouble(BatchSection::rows).max().orElse(0);
  }

  void write(Html html) {
    html.open("section", "class", "card", "id", "batches").element("h2", "Last micro-batches");
    if (batches.isEmpty()) {
      html.element("p", "None with rows yet.", "class", "soft").close();
      return;
    }
    html.open("svg", "class", "chart batches", "role", "img", "aria-label", "Last micro-batches");
    for (int i = 0; i < batches.size(); i++) {
      batch(html, batches.get(i), 100.0 - batches.size() + i);
    }
    html.close();
    html.element("p", caption(), "class", "soft");
    html.close();
  }

  private String caption() {
    return "The last %d, the newest on the right. Up: %s at most. Down: %s rows at most. Amber: rows were warned of; red: rows were kept out."
        .formatted(batches.size(), Figures.seconds(longest), Figures.count(mostRows));
  }

  private void batch(Html html, Batch batch, double x) {
    double up = (MIDDLE - TOP) * seconds(batch) / Math.max(longest, 1e-9);
    double down = (100 - MIDDLE - 2) * rows(batch) / Math.max(mostRows, 1);
    html.open("g", "class", kind(batch)).element("title", words(batch));
    html.rectangle("body", x + 0.1, MIDDLE - up, 0.8, up);
    html.rectangle("rows", x + 0.1, MIDDLE + 1, 0.8, down).close();
  }

  private static String kind(Batch batch) {
    if (Lately.keptOut(batch) > 0) {
      return "bad";
    }
    return Lately.warnings(batch) > 0 ? "warn" : "fine";
  }

  private static String words(Batch batch) {
    return "micro-batch %d at %s UTC: %s, %s rows, %s kept out, %s warnings"
        .formatted(
            batch.number(),
            CLOCK.format(batch.startedAt()),
            Figures.time(batch.duration()),
            Figures.count(rows(batch)),
            Figures.count(Lately.keptOut(batch)),
            Figures.count(Lately.warnings(batch)));
  }

  private static double seconds(Batch batch) {
    return batch.duration().toMillis() / 1e3;
  }

  private static long rows(Batch batch) {
    return batch.commits().stream().mapToLong(TableCommit::rowsIn).max().orElse(0);
  }
}
