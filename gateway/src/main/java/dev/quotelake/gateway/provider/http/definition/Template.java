// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders: {@code {symbol}} the first symbol, {@code {symbols}} all, {@code
 * {other-symbols}} all but the first, {@code {each-symbol}} one after the other (the parameter is
 * repeated), {@code {credentials.NAME}}, {@code {parameters.NAME}}, {@code {token}}, {@code
 * {today}} or {@code {today:PATTERN}}, {@code {now}}, {@code {now-epoch-seconds}}, {@code
 * {now-epoch-millis}}.
 *
 * @param parts literal texts and placeholders in order
 */
public record Template(List<Part> parts) {

  /** Anything in braces that begins as a word does; in doubled braces it stands for itself. */
  private static final Pattern IN_BRACES =
      Pattern.compile("\\{(\\{[^{}]*})}|\\{(\\s*[A-Za-z][^{}\"']*|today:[^{}\"]*)}");

  private static final Pattern NAMED =
      Pattern.compile(
          "(credentials\\.|parameters\\.)([A-Za-z0-9_ ./-]+)|today:([A-Za-z0-9_ ./:,'-]+)");

  private static final Pattern UNCLOSED =
      Pattern.compile("\\{\\s*(symbol|other-symbols|each-symbol|credential|parameter)");

  /** What a part of a template stands for. */
  public enum Kind {
    LITERAL,
    SYMBOL,
    SYMBOLS,
    OTHER_SYMBOLS,
    EACH_SYMBOL,
    CREDENTIAL,
    PARAMETER,
    TOKEN,
    TODAY,
    NOW,
    NOW_EPOCH_SECONDS,
    NOW_EPOCH_MILLIS
  }

  /**
   * @param text what a literal says; the name of a credential or a parameter; the pattern of a day;
   *     else the placeholder
   */
  public record Part(Kind kind, String text) {}

  /**
   * Reads the textual form. Whatever looks like a placeholder is one; braces that are meant as such
   * round words are doubled.
   *
   * @throws IllegalArgumentException if a placeholder has an unknown name
   */
  public static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = IN_BRACES.matcher(text);
    int end = 0;
    while (matcher.find()) {
      addLiteral(parts, text.substring(end, matcher.start()));
      if (matcher.group(1) != null) {
        parts.add(new Part(Kind.LITERAL, matcher.group(1)));
      } else {
        parts.add(placeholder(matcher.group(2)));
      }
      end = matcher.end();
    }
    addLiteral(parts, text.substring(end));
    return new Template(List.copyOf(parts));
  }

  private static void addLiteral(List<Part> parts, String text) {
    Matcher unclosed = UNCLOSED.matcher(text);
    if (unclosed.find()) {
      throw new IllegalArgumentException(
          "the placeholder that begins with " + unclosed.group() + " does not end with }");
    }
    if (!text.isEmpty()) {
      parts.add(new Part(Kind.LITERAL, text));
    }
  }

  private static Part placeholder(String name) {
    Matcher named = NAMED.matcher(name);
    if (named.matches()) {
      return named.group(3) != null
          ? new Part(Kind.TODAY, datePattern(named.group(3)))
          : new Part(
              named.group(1).equals("credentials.") ? Kind.CREDENTIAL : Kind.PARAMETER,
              named.group(2));
    }
    return switch (name) {
      case "today" -> new Part(Kind.TODAY, "uuuu-MM-dd");
      case "symbol",
          "symbols",
          "other-symbols",
          "each-symbol",
          "token",
          "now",
          "now-epoch-seconds",
          "now-epoch-millis" ->
          new Part(Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')), name);
      default ->
          throw new IllegalArgumentException(
              "{"
                  + name
                  + "} is no placeholder; there are {symbol}, {symbols}, {other-symbols},"
                  + " {each-symbol}, {credentials.NAME}, {parameters.NAME}, {token}, {today},"
                  + " {today:PATTERN}, {now}, {now-epoch-seconds} and {now-epoch-millis}, and {{"
                  + name.strip()
                  + "}} stands for the text itself");
    };
  }

  private static String datePattern(String pattern) {
    if (pattern.contains("Y") && !pattern.contains("w")) {
      throw new IllegalArgumentException(
          pattern + " has the year of a week, which differs round New Year; write y for Y");
    }
    try {
      ZonedDateTime any = ZonedDateTime.now(ZoneOffset.UTC);
      if (DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(any).isBlank()) {
        throw new DateTimeException("an empty text");
      }
      return pattern;
    } catch (DateTimeException | IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          pattern + " is no pattern of java.time.format.DateTimeFormatter", wrong);
    }
  }

  /** Whether it says something else for each request. */
  boolean changesWithRequests() {
    return parts.stream()
        .anyMatch(
            part ->
                switch (part.kind()) {
                  case SYMBOL, SYMBOLS, OTHER_SYMBOLS, EACH_SYMBOL, TOKEN -> true;
                  default -> false;
                });
  }

  /** Whether a part of this kind is in it. */
  public boolean has(Kind kind) {
    return parts.stream().anyMatch(part -> part.kind() == kind);
  }
}
