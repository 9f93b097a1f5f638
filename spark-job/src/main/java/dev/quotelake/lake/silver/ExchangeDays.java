// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The weekdays on which an exchange did not keep full hours, from a data file beside this class
 * (its comment names the origin).
 *
 * @param closed days without trading
 * @param half days that end early
 */
record ExchangeDays(SortedSet<LocalDate> closed, SortedSet<LocalDate> half) {
  static ExchangeDays load(String file) {
    try (InputStream in = ExchangeDays.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + file + "; build it again");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The last day before a closed one on which the exchange traded. */
  LocalDate tradingDayBefore(LocalDate closedDay) {
    LocalDate day = closedDay;
    while (closed.contains(day) || day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
      day = day.minusDays(1);
    }
    return day;
  }

  private static ExchangeDays parse(List<String> lines) {
    TreeSet<LocalDate> closed = new TreeSet<>();
    TreeSet<LocalDate> half = new TreeSet<>();
    for (String line : lines) {
      if (line.startsWith("#") || line.startsWith("date,")) {
        continue;
      }
      String[] fields = line.split(",", 3);
      switch (fields[1]) {
        case "closed" -> closed.add(LocalDate.parse(fields[0]));
        case "half" -> half.add(LocalDate.parse(fields[0]));
        default -> throw new IllegalStateException("a day is closed or half, not: " + line);
      }
    }
    return new ExchangeDays(
        Collections.unmodifiableSortedSet(closed), Collections.unmodifiableSortedSet(half));
  }
}
