// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a provider spells the symbols of the watchlist: exceptions first, else step by step. */
public record Spelling(List<Step> steps) {

  /** As in the watchlist. */
  public static final Spelling SAME = new Spelling(List.of());

  /** Reads a list of steps. */
  @JsonCreator(mode = Mode.DELEGATING)
  public Spelling {}

  /** What becomes of letters. */
  public enum Letters {
    UPPER,
    LOWER
  }

  /**
   * A change, or several.
   *
   * @param exceptions whole spellings by symbol; no step touches these symbols
   * @param with takes the place of {@code replace} and of what {@code replacePattern} finds
   */
  public record Step(
      Map<String, String> exceptions,
      Optional<String> replace,
      Optional<Pattern> replacePattern,
      String with,
      String prefix,
      String suffix,
      @JsonProperty("case") Optional<Letters> letters) {

    private String of(String symbol) {
      String spelled = replace.map(text -> symbol.replace(text, with)).orElse(symbol);
      if (replacePattern.isPresent()) {
        spelled = replacePattern.get().matcher(spelled).replaceAll(with);
      }
      String whole = prefix + spelled + suffix;
      return letters
          .map(
              to ->
                  to == Letters.UPPER
                      ? whole.toUpperCase(Locale.ROOT)
                      : whole.toLowerCase(Locale.ROOT))
          .orElse(whole);
    }
  }

  /** The provider's spelling of a symbol. */
  public String of(String symbol) {
    String spelled = symbol;
    for (Step step : steps) {
      if (step.exceptions().containsKey(symbol)) {
        return step.exceptions().get(symbol);
      }
      spelled = step.of(spelled);
    }
    return spelled;
  }

  /** Whether every symbol stays as it is. */
  public boolean isSame() {
    return steps.isEmpty();
  }
}
