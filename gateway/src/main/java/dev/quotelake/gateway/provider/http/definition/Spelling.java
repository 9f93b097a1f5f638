// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How a provider spells the symbols of the watchlist: exceptions first, else every step in order.
 *
 * @param exceptions whole spellings by symbol
 * @param steps changes, one after the other
 */
public record Spelling(Map<String, String> exceptions, List<UnaryOperator<String>> steps) {

  /** As in the watchlist. */
  public static final Spelling SAME = new Spelling(Map.of(), List.of());

  /** The provider's spelling of a symbol. */
  public String of(String symbol) {
    String exception = exceptions.get(symbol);
    if (exception != null) {
      return exception;
    }
    String spelled = symbol;
    for (UnaryOperator<String> step : steps) {
      spelled = step.apply(spelled);
    }
    return spelled;
  }

  /** Whether every symbol stays as it is. */
  public boolean isSame() {
    return exceptions.isEmpty() && steps.isEmpty();
  }

  /** Puts another text for each occurrence of one. */
  public static UnaryOperator<String> replacing(String text, String replacement) {
    return symbol -> symbol.replace(text, replacement);
  }

  /** Replaces what a pattern finds; {@code $1} is its first group. */
  public static UnaryOperator<String> replacing(Pattern pattern, String replacement) {
    return symbol -> pattern.matcher(symbol).replaceAll(replacement);
  }

  /** Puts a text before each symbol. */
  public static UnaryOperator<String> prefix(String text) {
    return symbol -> text + symbol;
  }

  /** Puts a text behind each symbol. */
  public static UnaryOperator<String> suffix(String text) {
    return symbol -> symbol + text;
  }

  /** Writes symbols in capitals. */
  public static UnaryOperator<String> upperCase() {
    return symbol -> symbol.toUpperCase(Locale.ROOT);
  }

  /** Writes symbols in small letters. */
  public static UnaryOperator<String> lowerCase() {
    return symbol -> symbol.toLowerCase(Locale.ROOT);
  }
}
