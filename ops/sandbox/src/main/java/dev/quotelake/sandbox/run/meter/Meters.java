// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.meter;

import dev.quotelake.sandbox.run.meter.MetricsPage.Series;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the counters of several programs, now and a little while ago. */
public final class Meters {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<Supplier<Optional<String>>, Totals> pages = new LinkedHashMap<>();
  private final Deque<Snapshot> history = new ArrayDeque<>();

  /** A snapshot and the one to compare it with. */
  public record Reading(Snapshot now, Snapshot earlier) {}

  public Meters(Clock clock) {
    this.clock = clock;
    history.add(Snapshot.NOTHING);
  }

  /** Reads {@code page} from now on; a page that answers nothing keeps its last counters. */
  public synchronized void add(Supplier<Optional<String>> page) {
    pages.put(page, new Totals());
  }

  /** Reads all pages. */
  public synchronized void refresh() {
    var all = new HashMap<Series, Double>();
    pages.forEach(
        (page, totals) -> {
          page.get().map(MetricsPage::new).ifPresent(totals::read);
          all.putAll(totals.latest);
          totals.before.forEach((series, value) -> all.merge(series, value, Double::sum));
        });
    Instant now = clock.instant();
    history.removeIf(it -> history.size() > 1 && it.at().isBefore(now.minus(WINDOW)));
    history.addLast(new Snapshot(now, Map.copyOf(all)));
  }

  /** The newest snapshot, and the oldest of the last ten seconds. */
  public synchronized Reading reading() {
    return new Reading(history.getLast(), history.getFirst());
  }

  /** Counters of one program, added up over its restarts: a counter that falls began anew. */
  private static final class Totals {
    private final Map<Series, Double> before = new HashMap<>();
    private final Map<Series, Double> latest = new HashMap<>();

    void read(MetricsPage page) {
      page.samples().forEach(this::read);
    }

    private void read(MetricsPage.Sample sample) {
      double last = latest.getOrDefault(sample.series(), 0.0);
      if (sample.value() < last) {
        before.merge(sample.series(), last, Double::sum);
      }
      latest.put(sample.series(), sample.value());
    }
  }
}
