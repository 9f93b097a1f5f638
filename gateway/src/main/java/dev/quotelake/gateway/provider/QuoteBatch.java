// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider;

import dev.quotelake.gateway.quote.Quote;
import java.util.List;

/**
 * What one answer of a provider held.
 *
 * @param quotes the quotes, at most one a symbol
 * @param rejects records that could not be read as a quote
 * @param unknown symbols asked for that the provider does not know or did not return
 * @param empty symbols the provider knows but has no price for yet
 */
public record QuoteBatch(
    List<Quote> quotes, List<Reject> rejects, List<String> unknown, List<String> empty) {}
