// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.ArrayList;
import java.util.List;
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

  /** A piece of a template. */
  public sealed interface Part {

    /** Text that stays as it is. */
    record Literal(String text) implements Part {}

    /** The first symbol. */
    record FirstSymbol() implements Part {}

    /** All symbols. */
    record AllSymbols() implements Part {}

    /** All symbols but the first. */
    record OtherSymbols() implements Part {}

    /** Each symbol in a parameter of its own. */
    record EachSymbol() implements Part {}

    /** A secret. */
    record Credential(String name) implements Part {}

    /** A parameter. */
    record Parameter(String name) implements Part {}
  }

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
        parts.add(new Part.Literal(text.substring(end, matcher.start())));
      }
      parts.add(part(matcher.group(2), matcher.group(3)));
      end = matcher.end();
    }
    if (end < text.length()) {
      parts.add(new Part.Literal(text.substring(end)));
    }
    return new Template(List.copyOf(parts));
  }

  private static Part part(String kind, String name) {
    if (kind != null) {
      return kind.equals("credentials") ? new Part.Credential(name) : new Part.Parameter(name);
    }
    return switch (name) {
      case "symbol" -> new Part.FirstSymbol();
      case "symbols" -> new Part.AllSymbols();
      case "other-symbols" -> new Part.OtherSymbols();
      case "each-symbol" -> new Part.EachSymbol();
      default ->
          throw new IllegalArgumentException(
              "{"
                  + name
                  + "} is no placeholder; there are {symbol}, {symbols}, {other-symbols},"
                  + " {each-symbol}, {credentials.NAME} and {parameters.NAME}");
    };
  }

  /** Whether a placeholder of this kind is in it. */
  public boolean has(Class<? extends Part> kind) {
    return parts.stream().anyMatch(kind::isInstance);
  }
}
