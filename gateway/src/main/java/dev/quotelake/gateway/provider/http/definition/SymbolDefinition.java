// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.List;

/**
 * Which symbol a record speaks of.
 *
 * @param sources the places to look, in order; the first that holds a symbol counts
 * @param spelling how answers spell the symbols of the watchlist, if other than the request does
 * @param ignoreCase whether upper and lower case are the same
 */
public record SymbolDefinition(List<Source> sources, Spelling spelling, boolean ignoreCase) {

  /** A place where a symbol can be. */
  public sealed interface Source {

    /** The key of the record in its map. */
    record Key() implements Source {}

    /** The one symbol that was asked for. */
    record Request() implements Source {}

    /** Inside the record. */
    record At(Pointer pointer) implements Source {}
  }
}
