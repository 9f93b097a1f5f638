// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Reads {@code 2024-09-27T16:00:00.123456789+00:00} and its relatives from characters: a blank for
 * the T, any number of decimals, no seconds, an offset with or without its colon or minutes, none.
 * Reused from time to time, so not for several threads.
 */
final class TimeText {

  /** What is wrong with an implausible time. */
  static final String OUT_OF_RANGE =
      " is not a time between 1990 and 2200: is it in another unit than the definition says?";

  private static final long EARLIEST = 631_152_000_000_000L;
  private static final long LATEST = 7_258_118_400_000_000L;
  private static final long MICROS = 1_000_000L;

  private char[] text;
  private int at;
  private int end;
  private int year;
  private long localMicros;
  private long offsetSeconds;
  private boolean offset;

  /** Whether microseconds since 1970 can be the time of a quote. */
  static boolean isPlausible(long micros) {
    return micros >= EARLIEST && micros < LATEST;
  }

  /** The first characters of a text. */
  static String excerpt(char[] text, int from, int length) {
    return length <= 40 ? new String(text, from, length) : "a text of " + length + " characters";
  }

  /** Reads a time; false if the characters are none. */
  boolean read(char[] characters, int from, int length) {
    text = characters;
    at = from;
    end = from + length;
    offset = false;
    offsetSeconds = 0;
    localMicros = 0;
    return readDate() && (at == end || (readTime() && readOffset() && at == end));
  }

  private boolean readDate() {
    year = digits(4);
    if (!skip('-')) {
      return false;
    }
    int month = digits(2);
    if (!skip('-')) {
      return false;
    }
    int day = digits(2);
    if (year < 0 || month < 0 || day < 0) {
      return false;
    }
    if (year <= 1) {
      return true;
    }
    if (month < 1 || month > 12 || day < 1 || day > daysOf(month)) {
      return false;
    }
    localMicros = epochDay(year, month, day) * 86_400L * MICROS;
    return true;
  }

  private int daysOf(int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }

  /** Days since 1970 of a day of the Gregorian calendar, counted in years that begin in March. */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private boolean readTime() {
    char separator = text[at++];
    int hour = digits(2);
    if ((separator != 'T' && separator != 't' && separator != ' ') || !skip(':')) {
      return false;
    }
    int minute = digits(2);
    int second = 0;
    if (skip(':')) {
      second = digits(2);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return false;
    }
    localMicros += (hour * 3600L + minute * 60L + second) * MICROS;
    return readFraction();
  }

  private boolean readFraction() {
    if (!skip('.') && !skip(',')) {
      return true;
    }
    int first = at;
    long unit = MICROS / 10;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      localMicros += (text[at++] - '0') * unit;
      unit /= 10;
    }
    return at > first;
  }

  private boolean readOffset() {
    skip(' ');
    if (at == end) {
      return true;
    }
    offset = true;
    char sign = text[at++];
    if (sign == 'Z' || sign == 'z') {
      return true;
    }
    int hours = digits(2);
    boolean colon = skip(':');
    int minutes = colon || at < end ? digits(2) : 0;
    offsetSeconds = (hours * 3600L + minutes * 60L) * (sign == '-' ? -1 : 1);
    return (sign == '+' || sign == '-')
        && hours >= 0
        && hours <= 18
        && minutes >= 0
        && minutes <= 59;
  }

  private int digits(int count) {
    if (end - at < count) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < count; i++) {
      int digit = text[at + i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    at += count;
    return value;
  }

  private boolean skip(char expected) {
    if (at < end && text[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  /**
   * Whether the text is a placeholder for no time: the year 0 or 1, or the first second of 1970.
   */
  boolean isUnset() {
    return year <= 1 || micros() == 0;
  }

  boolean hasOffset() {
    return offset;
  }

  /** Microseconds since 1970, with the offset taken off. */
  long micros() {
    return localMicros - offsetSeconds * MICROS;
  }

  /** The time on the wall, without its offset. */
  LocalDateTime local() {
    long seconds = Math.floorDiv(localMicros, MICROS);
    long nanos = Math.floorMod(localMicros, MICROS) * 1000;
    return LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400L))
        .atStartOfDay()
        .plusSeconds(Math.floorMod(seconds, 86_400L))
        .plusNanos(nanos);
  }
}
