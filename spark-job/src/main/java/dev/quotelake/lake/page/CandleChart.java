// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import static dev.quotelake.lake.page.Html.percent;

import dev.quotelake.lake.page.Candles.Gap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Candles above their volume, as SVG. All places are percentages, so it takes any width while its
 * text keeps its size.
 */
final class CandleChart {
  private static final double PRICES_TOP = 3;
  private static final double PRICES_BOTTOM = 66;
  private static final double VOLUMES_TOP = 71;
  private static final double VOLUMES_BOTTOM = 91;
  private static final double THICKNESS = 0.7;
  private static final int[] TICKS = {5, 10, 15, 30, 60, 120, 180, 240, 360};
  private static final int MOST_TICKS = 8;

  private final Candles candles;
  private final DateTimeFormatter clock;
  private final double low;
  private final double high;
  private final double mostRisen;
  private final double mostFallen;

  CandleChart(Candles candles, ZoneId zone) {
    this.candles = candles;
    this.clock = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(zone);
    double highest = most(bar -> bar.high().doubleValue());
    double lowest = -most(bar -> -bar.low().doubleValue());
    double margin = Math.max((highest - lowest) * 0.04, Math.abs(highest) * 0.0001);
    this.low = lowest - margin;
    this.high = highest + margin;
    this.mostRisen = most(bar -> bar.volume().map(told -> told.rise().doubleValue()).orElse(0.0));
    this.mostFallen =
        most(bar -> bar.volume().map(told -> -told.correction().doubleValue()).orElse(0.0));
  }

  private double most(ToDoubleFunction<Bar> of) {
    return candles.candles().stream().mapToDouble(of).max().orElseThrow();
  }

  void write(Html html) {
    html.open("svg", "class", "chart candles", "role", "img", "aria-label", "Candles with volume");
    prices(html);
    times(html);
    candles.gaps().forEach(gap -> gap(html, gap));
    candles.candles().forEach(bar -> candle(html, bar));
    html.close();
  }

  private void prices(Html html) {
    BigDecimal step = step((high - low) / 4);
    BigDecimal price = BigDecimal.valueOf(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
    for (; price.doubleValue() < high; price = price.add(step)) {
      String y = percent(y(price));
      html.shape("line", "class", "grid", "x1", 0, "x2", "100%", "y1", y, "y2", y);
      html.element(
          "text", Figures.decimal(price, step.scale()), "x", "100%", "y", y, "dx", 6, "dy", 4);
    }
  }

  /** The smallest of 1, 2 and 5 times a power of ten that is not below a number. */
  private static BigDecimal step(double atLeast) {
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(atLeast)));
    BigDecimal step = power;
    for (int factor = 1; step.doubleValue() < atLeast; factor += factor == 2 ? 3 : factor) {
      step = power.multiply(BigDecimal.valueOf(factor));
    }
    return step.stripTrailingZeros();
  }

  private void times(Html html) {
    long span = Duration.between(candles.from(), candles.until()).toMinutes();
    int i = 0;
    while (i < TICKS.length - 1 && span > (long) MOST_TICKS * TICKS[i]) {
      i++;
    }
    long tick = TICKS[i] * 60L;
    long first = -Math.floorDiv(-candles.from().getEpochSecond(), tick) * tick;
    for (long time = first; time < candles.until().getEpochSecond(); time += tick) {
      Instant at = Instant.ofEpochSecond(time);
      String x = percent(x(at));
      String bottom = percent(VOLUMES_BOTTOM);
      html.shape("line", "class", "grid", "x1", x, "x2", x, "y1", 0, "y2", bottom);
      html.element(
          "text", clock.format(at), "x", x, "y", "100%", "dy", -3, "text-anchor", "middle");
    }
  }

  private void gap(Html html, Gap gap) {
    double x = x(gap.from());
    html.open("g");
    html.element(
        "title",
        "no quote from %s to %s".formatted(clock.format(gap.from()), clock.format(gap.until())));
    html.rectangle("gap", x, 0, x(gap.until()) - x, VOLUMES_BOTTOM).close();
  }

  private void candle(Html html, Bar bar) {
    double width = x(bar.start().plus(Duration.ofMinutes(candles.minutes()))) - x(bar.start());
    double left = x(bar.start()) + width * (1 - THICKNESS) / 2;
    String middle = percent(x(bar.start()) + width / 2);
    double top = y(bar.open().max(bar.close()));
    double height = Math.max(y(bar.open().min(bar.close())) - top, 0.4);
    html.open("g", "class", bar.close().compareTo(bar.open()) < 0 ? "down" : "up");
    html.element("title", words(bar));
    String y1 = percent(y(bar.high()));
    html.shape("line", "x1", middle, "x2", middle, "y1", y1, "y2", percent(y(bar.low())));
    html.rectangle("body", left, top, width * THICKNESS, height).close();
    bar.volume().ifPresent(told -> volume(html, bar, told, left, width * THICKNESS));
  }

  private void volume(Html html, Bar bar, Bar.Volume told, double left, double width) {
    double scale = (VOLUMES_BOTTOM - VOLUMES_TOP) / Math.max(mostRisen + mostFallen, 1e-9);
    double zero = VOLUMES_TOP + mostRisen * scale;
    double risen = told.rise().doubleValue() * scale;
    double fallen = -told.correction().doubleValue() * scale;
    if (risen > 0) {
      String kind = bar.sinceBefore() ? "volume before" : "volume";
      html.rectangle(kind, left, zero - risen, width, risen);
    }
    if (fallen > 0) {
      html.rectangle("correction", left, zero, width, Math.max(fallen, 1));
    }
  }

  private String words(Bar bar) {
    return "%s: open %s, high %s, low %s, close %s%s"
        .formatted(
            clock.format(bar.start()),
            Figures.exact(bar.open()),
            Figures.exact(bar.high()),
            Figures.exact(bar.low()),
            Figures.exact(bar.close()),
            bar.volume().map(told -> words(bar, told)).orElse(""));
  }

  private String words(Bar bar, Bar.Volume told) {
    return ", volume %s%s%s"
        .formatted(
            Figures.exact(told.rise()),
            bar.sinceBefore() ? " since " + clock.format(told.since()) : "",
            told.correction().signum() < 0
                ? ", taken back " + Figures.exact(told.correction().negate())
                : "");
  }

  private double x(Instant time) {
    double span = Duration.between(candles.from(), candles.until()).toSeconds();
    return 100 * Duration.between(candles.from(), time).toSeconds() / span;
  }

  private double y(BigDecimal price) {
    double share = (high - price.doubleValue()) / (high - low);
    return PRICES_TOP + share * (PRICES_BOTTOM - PRICES_TOP);
  }
}
