// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads {@code 2024-09-27T16:00:00.123456789+00:00} and its relatives from characters: a blank for
 * the T, any number of decimals, no seconds, an offset with or without its colon or minutes, none.
 * Reused from time to time, so not for several threads.
 */
final class TimeParser {

  private static final long MICROS = 1_000_000L;

  private char[] text;
  private int at;
  private int end;
  private boolean fits;
  private boolean unset;
  private boolean offset;
  private long localMicros;
  private long offsetMicros;

  /** Reads a time; false if the characters are none. */
  boolean read(char[] characters, int from, int length) {
    text = characters;
    at = from;
    end = from + length;
    fits = true;
    offset = false;
    offsetMicros = 0;
    readDate();
    if (fits && at < end) {
      readTime();
      readOffset();
    }
    return fits && at == end;
  }

  private void readDate() {
    int year = digits(4, 9999);
    expect('-');
    int month = digits(2, 12);
    expect('-');
    int day = digits(2, 31);
    unset = year <= 1;
    localMicros = 0;
    if (fits && !unset) {
      try {
        localMicros = LocalDate.of(year, month, day).toEpochDay() * 86_400L * MICROS;
      } catch (DateTimeException noSuchDay) {
        fits = false;
      }
    }
  }

  private void readTime() {
    fits &= skip('T') || skip(' ') || skip('t');
    int hour = digits(2, 23);
    expect(':');
    int minute = digits(2, 59);
    int second = skip(':') ? digits(2, 60) : 0;
    localMicros += (hour * 3600L + minute * 60L + second) * MICROS;
    if (skip('.') || skip(',')) {
      int first = at;
      long micros = 0;
      for (long unit = MICROS / 10; at < end && text[at] >= '0' && text[at] <= '9'; unit /= 10) {
        micros += (text[at++] - '0') * unit;
      }
      localMicros += micros;
      fits &= at > first;
    }
  }

  private void readOffset() {
    skip(' ');
    offset = at < end;
    if (offset && !skip('Z') && !skip('z')) {
      boolean west = skip('-');
      fits &= west || skip('+');
      int hours = digits(2, 18);
      int minutes = skip(':') || at < end ? digits(2, 59) : 0;
      offsetMicros = (hours * 3600L + minutes * 60L) * (west ? -MICROS : MICROS);
    }
  }

  private int digits(int count, int most) {
    int stop = at + count;
    int value = 0;
    for (int i = at; i < stop; i++) {
      int digit = i < end ? text[i] - '0' : -1;
      if (digit < 0 || digit > 9) {
        fits = false;
        return 0;
      }
      value = value * 10 + digit;
    }
    at = stop;
    fits &= value <= most;
    return value;
  }

  private boolean skip(char expected) {
    boolean found = at < end && text[at] == expected;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char expected) {
    fits &= skip(expected);
  }

  /** Whether the text is a placeholder for no time: the year 0 or 1, or the beginning of 1970. */
  boolean isUnset() {
    return unset || micros() <= 0;
  }

  boolean hasOffset() {
    return offset;
  }

  /** Microseconds since 1970, with the offset taken off. */
  long micros() {
    return localMicros - offsetMicros;
  }

  /** The time on the wall, without its offset. */
  LocalDateTime local() {
    int nanos = (int) Math.floorMod(localMicros, MICROS) * 1000;
    return LocalDateTime.ofEpochSecond(Math.floorDiv(localMicros, MICROS), nanos, ZoneOffset.UTC);
  }
}
