// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.screen;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A line when something else is going on, and every few seconds, for logs and pipes. */
public final class PlainLines implements Screen {
  private static final Duration PACE = Duration.ofSeconds(5);

  private final PrintStream out;
  private String doing = "";
  private Map<String, String> places = Map.of();
  private Duration next = Duration.ZERO;

  public PlainLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(View view) {
    if (!view.places().equals(places)) {
      places = view.places();
      places.forEach((name, place) -> say(name + ": " + place));
    }
    if (view.doing().equals(doing) && view.elapsed().compareTo(next) < 0) {
      return;
    }
    doing = view.doing();
    next = view.elapsed().plus(PACE);
    say(Text.clock(view.elapsed()) + "  " + view.doing() + numbers(view));
  }

  private static String numbers(View view) {
    if (view.quotes().stream().allMatch(it -> it.total() == 0)) {
      return "";
    }
    String counts =
        view.quotes().stream()
            .map(it -> it.name() + " " + Text.count(it.total()))
            .collect(Collectors.joining("  "));
    String delays =
        view.delays().stream()
            .map(it -> it.step() + " " + Text.seconds(it.median()))
            .collect(Collectors.joining("  "));
    return "  " + counts + "  |  delay  " + delays;
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
