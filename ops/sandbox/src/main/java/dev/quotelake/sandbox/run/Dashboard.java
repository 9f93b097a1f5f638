// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.run.meter.Meters;
import dev.quotelake.sandbox.run.screen.Screen;
import dev.quotelake.sandbox.run.screen.View;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

  void place(String name, Path path) {
    places.put(name, View.typed(path, Path.of("").toAbsolutePath()));
  }

  void refresh() {
    var elapsed = Duration.between(since, clock.instant());
    screen.show(
        new View(
            doing,
            elapsed,
            planned,
            quotes(),
            trouble(),
            delays(),
            partLines(),
            new LinkedHashMap<>(places)));
  }

  private List<View.Count> quotes() {
    return List.of(
        count("pulled", "quotelake_gateway_quotes_total", ALL),
        count("published", "quotelake_gateway_quotes_total", Map.of("outcome", "published")),
        count("in bronze", "quotelake_lake_rows_total", Map.of("table", "bronze_quotes")),
        count("in silver", "quotelake_lake_rows_total", Map.of("table", "silver_quotes")),
        count("in gold", "quotelake_end_to_end_seconds_count", THROUGH));
  }

  private List<View.Count> trouble() {
    return List.of(
        count("unchanged", "quotelake_gateway_quotes_total", Map.of("outcome", "unchanged")),
        count("rejected", "quotelake_gateway_quotes_total", Map.of("outcome", "rejected")),
        count("quarantined", "quotelake_lake_rows_total", Map.of("table", "silver_quarantine")));
  }

  private List<View.Delay> delays() {
    return Stream.concat(
            Stream.of("provider", "append", "bronze", "silver", "gold")
                .map(
                    hop ->
                        delay(hop, "quotelake_hop_seconds", Map.of("hop", hop, "flow", "market"))),
            Stream.of(delay("fetched to gold", "quotelake_end_to_end_seconds", THROUGH)))
        .toList();
  }

  private View.Count count(String name, String metric, Map<String, String> labels) {
    var reading = meters.reading();
    return new View.Count(
        name,
        reading.now().count(metric, labels),
        reading.now().rate(reading.earlier(), metric, labels));
  }

  private View.Delay delay(String step, String histogram, Map<String, String> labels) {
    var reading = meters.reading();
    return new View.Delay(
        step,
        reading.now().quantile(0.5, reading.earlier(), histogram, labels),
        reading.now().quantile(0.99, reading.earlier(), histogram, labels));
  }

  private List<View.PartLine> partLines() {
    return parts.all().stream().map(it -> new View.PartLine(it.name(), it.state())).toList();
  }
}
