// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders: {@code {symbol}} the first symbol, {@code {symbols}} all, {@code
 * {other-symbols}} all but the first, {@code {each-symbol}} one after the other (the parameter is
 * repeated), {@code {credentials.NAME}}, {@code {parameters.NAME}}.
 *
 * @param parts literal texts and placeholders in order
 */
public record Template(List<Part> parts) {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{((credentials|parameters)\\.)?([A-Za-z0-9_-]+)}");

  /** What a part of a template stands for. */
  public enum Kind {
    LITERAL,
    SYMBOL,
    SYMBOLS,
    OTHER_SYMBOLS,
    EACH_SYMBOL,
    CREDENTIAL,
    PARAMETER
  }

  /**
   * A piece of a template.
   *
   * @param text what a literal says; the name of a credential or a parameter; else the placeholder
   */
  public record Part(Kind kind, String text) {}

  /**
   * Reads the textual form. Braces that hold no placeholder are literal.
   *
   * @throws IllegalArgumentException if a placeholder has an unknown name
   */
  public static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      if (matcher.start() > end) {
        parts.add(new Part(Kind.LITERAL, text.substring(end, matcher.start())));
      }
      parts.add(placeholder(matcher.group(2), matcher.group(3)));
      end = matcher.end();
    }
    if (end < text.length()) {
      parts.add(new Part(Kind.LITERAL, text.substring(end)));
    }
    return new Template(List.copyOf(parts));
  }

  private static Part placeholder(String group, String name) {
    if (group != null) {
      return new Part(group.equals("credentials") ? Kind.CREDENTIAL : Kind.PARAMETER, name);
    }
    return switch (name) {
      case "symbol", "symbols", "other-symbols", "each-symbol" ->
          new Part(Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')), name);
      default ->
          throw new IllegalArgumentException(
              "{"
                  + name
                  + "} is no placeholder; there are {symbol}, {symbols}, {other-symbols},"
                  + " {each-symbol}, {credentials.NAME} and {parameters.NAME}");
    };
  }

  /** Whether a part of this kind is in it. */
  public boolean has(Kind kind) {
    return parts.stream().anyMatch(part -> part.kind() == kind);
  }
}
