// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import dev.quotelake.gateway.provider.http.definition.Pointer.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The market whose calendar a quote lives by.
 *
 * @param codes the vendor's names of markets, with the ISO 10383 code of each; if there are some,
 *     other names name no market
 */
public record Market(
    Optional<String> fixed, List<Pointer> at, Scope in, Map<String, String> codes) {

  private static final Pattern CODE = Pattern.compile("[A-Z0-9]{4}|24/7|FX");

  /** Takes a code, or a pointer to it. */
  @JsonCreator(mode = Mode.DELEGATING)
  static Market of(String text) {
    return text.startsWith("/")
        ? new Market(Optional.empty(), List.of(Pointer.parse(text)), Scope.RECORD, Map.of())
        : always(text);
  }

  /** Takes its members. */
  @JsonCreator
  public Market {
    Flaws flaws = new Flaws();
    Stream.concat(fixed.stream(), codes.values().stream())
        .forEach(
            code ->
                flaws.addIf(
                    !CODE.matcher(code).matches(),
                    "",
                    code + " is no market; write an ISO 10383 code such as XNYS, or 24/7, or FX"));
    flaws.throwIfAny();
  }

  /** The same market for every quote. */
  public static Market always(String code) {
    return new Market(Optional.of(code), List.of(), Scope.RECORD, Map.of());
  }

  /** The market that the vendor calls this. */
  public Optional<String> market(String name) {
    return codes.isEmpty()
        ? Optional.of(name).filter(CODE.asMatchPredicate())
        : Optional.ofNullable(codes.get(name));
  }
}
