// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.calendar.MarketCalendar;
import dev.quotelake.lake.page.CandleCache.Answer;
import dev.quotelake.lake.page.CandleCache.Found;
import dev.quotelake.lake.page.CandleCache.None;
import dev.quotelake.lake.page.CandleSource.Instrument;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The candles of a symbol's trading day, and the ways to others. */
final class CandleSection implements AutoCloseable {
  private static final String SOFT = "soft";

  private final CandleCache cache;
  private final Calendars calendars;

  CandleSection(CandleCache cache, Calendars calendars) {
    this.cache = cache;
    this.calendars = calendars;
  }

  void write(Html html, Choice choice) throws InterruptedException {
    Answer answer = cache.ask(choice);
    html.open("section", "class", "card", "id", "candles");
    if (answer instanceof Found found) {
      write(html, named(choice, found), found);
    } else if (answer instanceof None none) {
      html.open("div", "class", "head").element("h2", "Candles").open("nav");
      link(html, choice.choosing(true), "choose");
      html.close().close();
      form(html, choice, List.of());
      html.element("p", none.reason(), "class", SOFT);
    }
    html.close();
  }

  /** The choice with all that was left open. */
  private static Choice named(Choice choice, Found found) {
    return new Choice(
        Optional.of(found.instrument().provider()),
        Optional.of(found.instrument().symbol()),
        Optional.of(found.date()),
        choice.wholeDay(),
        choice.choosing());
  }

  private void write(Html html, Choice choice, Found found) {
    html.open("div", "class", "head").open("h2");
    html.element("bdi", found.instrument().symbol()).text(" from ");
    html.element("bdi", found.instrument().provider()).text(", " + found.date()).close();
    html.open("nav");
    link(html, choice.on(found.date().minusDays(1)), "day before");
    if (found.date().isBefore(found.instrument().latest())) {
      link(html, choice.on(found.date().plusDays(1)), "day after");
    }
    link(
        html,
        choice.hours(!choice.wholeDay()),
        choice.wholeDay() ? "regular session" : "whole day");
    if (!choice.choosing()) {
      link(html, choice.choosing(true), "choose");
    }
    html.close().close();
    form(html, choice, found.offered());
    chart(html, choice, found);
  }

  private void chart(Html html, Choice choice, Found found) {
    List<Bar> all = found.day().bars();
    List<Bar> shown = choice.wholeDay() ? all : all.stream().filter(Bar::isRegular).toList();
    if (shown.isEmpty()) {
      html.element("p", none(found, all), "class", SOFT);
      return;
    }
    Optional<MarketCalendar> calendar = found.day().market().flatMap(calendars::market);
    ZoneId zone = calendar.map(MarketCalendar::zone).orElse(ZoneOffset.UTC);
    Candles candles = Candles.of(shown, calendar, choice.wholeDay());
    new CandleChart(candles, zone).write(html);
    html.element("p", caption(candles, shown, zone, found), "class", SOFT);
    legend(html);
  }

  private static String none(Found found, List<Bar> all) {
    return all.isEmpty()
        ? "Gold holds no quote of it on %s. Its latest trading day is %s."
            .formatted(found.date(), found.instrument().latest())
        : "It was quoted in no regular session on %s, but outside of it: see the whole day."
            .formatted(found.date());
  }

  private static String caption(Candles candles, List<Bar> shown, ZoneId zone, Found found) {
    long silent =
        candles.gaps().stream().map(Candles.Gap::length).mapToLong(Duration::toMinutes).sum();
    long corrected =
        shown.stream()
            .filter(bar -> bar.volume().filter(told -> told.correction().signum() < 0).isPresent())
            .count();
    return "A candle is %d min; times of %s%s%s. %s bars; %s; %s."
        .formatted(
            candles.minutes(),
            zone.getId(),
            found.day().market().map(code -> ", market " + code).orElse(""),
            found.day().currency().map(code -> ", prices in " + code).orElse(""),
            Figures.count(shown.size()),
            silent == 0 ? "no minute without a quote" : "%d min without a quote".formatted(silent),
            "volume taken back in %d of them".formatted(corrected));
  }

  private static void legend(Html html) {
    html.open("p", "class", "legend");
    key(html, "up", "rose");
    key(html, "down", "fell");
    key(html, "gap", "no quote");
    key(html, "volume", "volume");
    key(html, "volume before", "volume that began before its candle");
    key(html, "correction", "volume taken back");
    html.close();
  }

  private static void key(Html html, String kind, String words) {
    html.open("span").open("svg", "class", "key");
    html.single("rect", "class", kind, "width", "100%", "height", "100%").close();
    html.text(" " + words).close();
  }

  private static void form(Html html, Choice choice, List<Instrument> offered) {
    if (!choice.choosing()) {
      return;
    }
    html.open("form", "action", "/#candles");
    input(html, "provider", choice.provider().orElse(""), "list", "providers");
    input(html, "symbol", choice.symbol().orElse(""), "list", "symbols");
    input(html, "day", choice.day().map(LocalDate::toString).orElse(""), "type", "date");
    html.open("label").text("hours ").open("select", "name", "hours");
    html.element("option", "regular session", "value", "");
    html.element("option", "whole day", "value", "whole").close().close();
    html.element("button", "Show").close();
    options(html, "providers", offered.stream().map(Instrument::provider).distinct().toList());
    options(html, "symbols", offered.stream().map(Instrument::symbol).distinct().toList());
  }

  private static void input(Html html, String name, String value, String attribute, String of) {
    html.open("label").text(name + " ");
    html.single("input", "name", name, "value", value, "maxlength", 100, attribute, of).close();
  }

  private static void options(Html html, String id, List<String> values) {
    html.open("datalist", "id", id);
    values.forEach(value -> html.single("option", "value", value));
    html.close();
  }

  @Override
  public void close() {
    cache.close();
  }

  private static void link(Html html, Choice to, String words) {
    html.element("a", words, "href", to.address() + "#candles");
  }
}
