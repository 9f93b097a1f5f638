// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import dev.quotelake.lake.config.SettingsException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Reads a market's calendar from its file, whose form the package describes. */
final class CalendarReader {
  private static final String USUAL = "usual";
  private static final String CLOSED = "closed";

  private final Set<String> codes = new LinkedHashSet<>();
  private final Map<String, NavigableMap<LocalDate, Hours>> hours = new HashMap<>();
  private final Map<LocalDate, Hours> otherDays = new HashMap<>();
  private ZoneId zone;
  private MarketCalendar.Known known = MarketCalendar.Known.ALWAYS;
  private Set<DayOfWeek> week = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  private CalendarReader() {}

  /**
   * The calendar under each of its market's codes.
   *
   * @param file name of the file, for messages
   * @throws SettingsException naming file, line and what is wrong there
   */
  static Map<String, MarketCalendar> read(String file, String text) {
    CalendarReader reader = new CalendarReader();
    String where = file;
    try {
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        where = "%s, line %d".formatted(file, i + 1);
        reader.line(lines.get(i));
      }
      where = file;
      return reader.calendar();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new SettingsException(
          "%s is no calendar of a market: %s.".formatted(where, e.getMessage()));
    }
  }

  private void line(String line) {
    String content = line.replaceFirst("#.*", "").strip();
    if (content.isEmpty()) {
      return;
    }
    List<String> words = Arrays.asList(content.split("\\s+"));
    List<String> rest = words.subList(1, words.size());
    require(!rest.isEmpty(), "nothing follows '%s'".formatted(content));
    switch (words.get(0)) {
      case "market" -> codes.addAll(rest);
      case "zone" -> zone = ZoneId.of(rest.get(0));
      case "known" -> known(rest);
      case "week" -> week = EnumSet.copyOf(rest.stream().map(CalendarReader::dayOfWeek).toList());
      case "hours" -> hours(rest);
      default -> days(words.get(0), rest);
    }
  }

  private void known(List<String> words) {
    require(
        words.size() == 3 && words.get(1).equals("to"),
        "known dates are written as: known 2013-01-01 to 2027-12-31");
    known = new MarketCalendar.Known(LocalDate.parse(words.get(0)), LocalDate.parse(words.get(2)));
  }

  private void hours(List<String> words) {
    boolean replaces = words.size() > 2 && words.get(1).equals("from");
    NavigableMap<LocalDate, Hours> named =
        hours.computeIfAbsent(words.get(0), name -> new TreeMap<>());
    require(
        replaces != named.isEmpty(),
        "the first hours of a name have no 'from DATE', the others need it");
    named.put(
        replaces ? LocalDate.parse(words.get(2)) : LocalDate.MIN,
        Hours.of(words.subList(replaces ? 3 : 1, words.size())));
  }

  private void days(String name, List<String> words) {
    require(
        name.equals(CLOSED) || hours.containsKey(name),
        "a line begins with market, zone, known, week, hours, closed, or the name of hours above it, not with '%s'"
            .formatted(name));
    for (String day : words.subList(1, words.size())) {
      LocalDate date = LocalDate.parse(words.get(0) + "-" + day);
      Hours kept = name.equals(CLOSED) ? Hours.NONE : hours.get(name).floorEntry(date).getValue();
      require(otherDays.put(date, kept) == null, date + " was named before");
    }
  }

  private Map<String, MarketCalendar> calendar() {
    require(!codes.isEmpty(), "it has no line 'market CODE'");
    require(zone != null, "it has no line 'zone ZONE'");
    require(hours.containsKey(USUAL), "it has no line 'hours usual SESSIONS'");
    for (LocalDate date : otherDays.keySet()) {
      require(known.contains(date), date + " lies outside of its known dates");
    }
    MarketCalendar calendar = new MarketCalendar(zone, known, week, hours.get(USUAL), otherDays);
    Map<String, MarketCalendar> byCode = new HashMap<>();
    codes.forEach(code -> byCode.put(code, calendar));
    return byCode;
  }

  private static DayOfWeek dayOfWeek(String word) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no day: write mon tue wed thu fri sat sun".formatted(word)));
  }

  /** Ends the reading of a line with what is wrong in it. */
  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
