// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The currency of a quote.
 *
 * @param fixed the same for all quotes
 * @param at the places to look, in order
 * @param scope where the pointers start
 * @param minorUnits codes whose prices are hundredths, such as GBX, with the code of the whole unit
 */
public record CurrencyDefinition(
    Optional<String> fixed, List<Pointer> at, Scope scope, Map<String, String> minorUnits) {}
