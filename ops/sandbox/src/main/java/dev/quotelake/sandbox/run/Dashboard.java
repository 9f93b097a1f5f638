// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.run.meter.Meters;
import dev.quotelake.sandbox.run.process.Parts;
import dev.quotelake.sandbox.run.screen.Screen;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the run's state on the screen. */
final class Dashboard {
  private static final Map<String, String> ALL = Map.of();
  private static final Map<String, String> THROUGH = Map.of("span", "pipeline", "flow", "market");

  private final Screen screen;
  private final Parts parts;
  private final Meters meters;
  private final Clock clock;
  private final Map<String, String> places = new LinkedHashMap<>();
  private Optional<Duration> planned = Optional.empty();
  private Instant since;
  private String doing = "starting";

  Dashboard(Screen screen, Parts parts, Meters meters, Clock clock) {
    this.screen = screen;
    this.parts = parts;
    this.meters = meters;
    this.clock = clock;
    this.since = clock.instant();
  }

  void doing(String what) {
    doing = what;
    refresh();
  }

  void say(String line) {
    screen.say(line);
  }

  /** The clock on the screen begins at 0, towards {@code duration} where one is planned. */
  void flowing(Optional<Duration> duration) {
    since = clock.instant();
    planned = duration;
    doing("running");
  }

  void place(String name, String where) {
    places.put(name, where);
  }

  /** A path is shown as one would type it here. */
  void place(String name, Path path) {
    Path here = Path.of("").toAbsolutePath();
    place(name, (path.startsWith(here) ? here.relativize(path) : path).toString());
  }

  void refresh() {
    var states = new LinkedHashMap<String, String>();
    parts.all().forEach(it -> states.put(it.name(), it.state()));
    var elapsed = Duration.between(since, clock.instant());
    screen.show(
        new Screen.View(
            doing, elapsed, planned, quotes(), delays(), states, new LinkedHashMap<>(places)));
  }

  private List<Screen.Count> quotes() {
    return List.of(
        count("pulled", "quotelake_gateway_quotes_total", ALL),
        count("published", "quotelake_gateway_quotes_total", Map.of("outcome", "published")),
        count("in bronze", "quotelake_lake_rows_total", Map.of("table", "bronze_quotes")),
        count("in silver", "quotelake_lake_rows_total", Map.of("table", "silver_quotes")),
        count("in gold", "quotelake_end_to_end_seconds_count", THROUGH),
        count("unchanged", "quotelake_gateway_quotes_total", Map.of("outcome", "unchanged")),
        count("rejected", "quotelake_gateway_quotes_total", Map.of("outcome", "rejected")),
        count("quarantined", "quotelake_lake_rows_total", Map.of("table", "silver_quarantine")));
  }

  private List<Screen.Delay> delays() {
    return List.of(
        hop("provider"),
        hop("append"),
        hop("bronze"),
        hop("silver"),
        hop("gold"),
        delay("fetched to gold", "quotelake_end_to_end_seconds", THROUGH));
  }

  private Screen.Delay hop(String hop) {
    return delay(hop, "quotelake_hop_seconds", Map.of("hop", hop, "flow", "market"));
  }

  private Screen.Count count(String name, String metric, Map<String, String> labels) {
    var reading = meters.reading();
    return new Screen.Count(
        name,
        reading.now().count(metric, labels),
        reading.now().rate(reading.earlier(), metric, labels));
  }

  private Screen.Delay delay(String step, String histogram, Map<String, String> labels) {
    var reading = meters.reading();
    return new Screen.Delay(
        step,
        reading.now().quantile(0.5, reading.earlier(), histogram, labels),
        reading.now().quantile(0.99, reading.earlier(), histogram, labels));
  }
}
