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
  private boolean unset;
  private long localMicros;
  private long offsetSeconds;
  private boolean offset;

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
    int year = digits(4);
    boolean hyphen = skip('-');
    int month = digits(2);
    hyphen &= skip('-');
    int day = digits(2);
    if (!hyphen || year < 0 || month < 0 || day < 0) {
      return false;
    }
    unset = year <= 1;
    try {
      localMicros = unset ? 0 : LocalDate.of(year, month, day).toEpochDay() * 86_400L * MICROS;
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
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
    return unset || micros() == 0;
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
    int nanos = (int) Math.floorMod(localMicros, MICROS) * 1000;
    return LocalDateTime.ofEpochSecond(Math.floorDiv(localMicros, MICROS), nanos, ZoneOffset.UTC);
  }
}
