// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Whose candles the reader of the page wants to see. What is not chosen is left to gold: the first
 * symbol it knows, its latest day.
 *
 * @param wholeDay all sessions of the trading day, not the regular one alone
 * @param choosing whether the form is shown, and the page stays as it is meanwhile
 */
record Choice(
    Optional<String> provider,
    Optional<String> symbol,
    Optional<LocalDate> day,
    boolean wholeDay,
    boolean choosing) {

  private static final int LONGEST_QUERY = 1_000;
  private static final int LONGEST_NAME = 100;
  private static final String WHOLE_DAY = "whole";

  /** A choice that cannot be meant; the message is for whoever made it. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Reads a choice.
   *
   * @param query what follows the question mark of the address, as it was sent, or null
   */
  static Choice of(String query) throws Refused {
    Map<String, String> given = parameters(query == null ? "" : query);
    return new Choice(
        name(given, "provider"),
        name(given, "symbol"),
        day(given.getOrDefault("day", "").strip()),
        wholeDay(given.getOrDefault("hours", "")),
        given.containsKey("choose"));
  }

  private static Map<String, String> parameters(String query) throws Refused {
    if (query.length() > LONGEST_QUERY) {
      throw new Refused("The address is too long for this page. Start again at /.");
    }
    Map<String, String> parameters = new HashMap<>();
    for (String each : query.split("&")) {
      String[] pair = each.split("=", 2);
      parameters.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : "");
    }
    return parameters;
  }

  private static String decoded(String text) throws Refused {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused("The address holds a % that encodes nothing. Start again at /.");
    }
  }

  private static Optional<String> name(Map<String, String> given, String parameter) throws Refused {
    String name = given.getOrDefault(parameter, "").strip();
    if (name.length() > LONGEST_NAME) {
      throw new Refused("No %s is longer than %d characters.".formatted(parameter, LONGEST_NAME));
    }
    return Optional.of(name).filter(text -> !text.isEmpty());
  }

  private static Optional<LocalDate> day(String text) throws Refused {
    try {
      LocalDate day = text.isEmpty() ? null : LocalDate.parse(text);
      if (day != null && (day.getYear() < 1900 || day.getYear() > 2200)) {
        throw new Refused("There are no quotes of " + day + ".");
      }
      return Optional.ofNullable(day);
    } catch (DateTimeException e) {
      throw new Refused("%s is no day. Write it like 2026-01-31.".formatted(text));
    }
  }

  private static boolean wholeDay(String hours) throws Refused {
    if (!hours.isEmpty() && !hours.equals(WHOLE_DAY)) {
      throw new Refused("No hours are called %s: there is %s.".formatted(hours, WHOLE_DAY));
    }
    return hours.equals(WHOLE_DAY);
  }

  /** The same, seen over all sessions or the regular one. */
  Choice hours(boolean whole) {
    return new Choice(provider, symbol, day, whole, false);
  }

  /** The same of another day. */
  Choice on(LocalDate other) {
    return new Choice(provider, symbol, Optional.of(other), wholeDay, false);
  }

  /** The same, with the form or without. */
  Choice choosing(boolean now) {
    return new Choice(provider, symbol, day, wholeDay, now);
  }

  /** The address of the page with this choice. */
  String address() {
    StringJoiner query = new StringJoiner("&", "/?", "");
    provider.ifPresent(name -> query.add("provider=" + encoded(name)));
    symbol.ifPresent(name -> query.add("symbol=" + encoded(name)));
    day.ifPresent(date -> query.add("day=" + date));
    if (wholeDay) {
      query.add("hours=" + WHOLE_DAY);
    }
    if (choosing) {
      query.add("choose");
    }
    return query.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
