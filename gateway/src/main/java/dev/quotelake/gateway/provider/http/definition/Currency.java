// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import dev.quotelake.gateway.provider.http.definition.Pointer.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The currency of a quote; prices in a minor unit are hundredths of the whole.
 *
 * @param minorUnits codes of minor units, with the currency each is a hundredth of
 */
public record Currency(
    Optional<String> fixed, List<Pointer> at, Scope in, Map<String, String> minorUnits) {

  private static final int HUNDREDTHS = 100;
  private static final String NO_CODE = " is no currency code; write one such as USD";

  /** Minor units that are known by these codes everywhere; GBp differs from GBP in case only. */
  private static final Map<String, String> KNOWN =
      Map.of("GBp", "GBP", "GBX", "GBP", "ZAC", "ZAR", "ILA", "ILS");

  /**
   * What prices are in.
   *
   * @param currency the code of the whole
   * @param parts how many of the unit make one of the currency
   */
  public record Unit(String currency, int parts) {}

  /** Takes a code, or a pointer to it. */
  @JsonCreator(mode = Mode.DELEGATING)
  static Currency of(String text) {
    boolean pointer = text.startsWith("/");
    return new Currency(
        pointer ? Optional.empty() : Optional.of(text),
        pointer ? List.of(Pointer.parse(text)) : List.of(),
        Scope.RECORD,
        Map.of());
  }

  /** Takes its members. */
  @JsonCreator
  public Currency {
    Map<String, String> minor = new HashMap<>(KNOWN);
    minorUnits.forEach(
        (unit, whole) -> {
          minor.put(unit, whole);
          if (!unit.equalsIgnoreCase(whole)) {
            minor.put(unit.toUpperCase(Locale.ROOT), whole);
          }
        });
    minorUnits = Map.copyOf(minor);
    Flaws flaws = new Flaws();
    for (String whole : minor.values()) {
      flaws.addIf(plain(whole).isEmpty(), "minor-units", whole + NO_CODE);
    }
    fixed.ifPresent(code -> flaws.addIf(named(code, minor).isEmpty(), "", code + NO_CODE));
    flaws.throwIfAny();
  }

  /** The unit that a code names, if it names one. */
  public Optional<Unit> unit(String code) {
    return named(code, minorUnits);
  }

  private static Optional<Unit> named(String code, Map<String, String> minorUnits) {
    String whole = minorUnits.get(code);
    if (whole == null) {
      whole = minorUnits.get(code.toUpperCase(Locale.ROOT));
    }
    return whole == null ? plain(code) : Optional.of(new Unit(whole, HUNDREDTHS));
  }

  /** Three letters in any case as ISO 4217 has them, or the four of a stable coin. */
  private static Optional<Unit> plain(String code) {
    boolean iso = code.length() == 3 && code.chars().allMatch(Currency::isLetter);
    boolean coin = code.length() == 4 && code.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    return iso || coin ? Optional.of(new Unit(code.toUpperCase(Locale.ROOT), 1)) : Optional.empty();
  }

  private static boolean isLetter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
