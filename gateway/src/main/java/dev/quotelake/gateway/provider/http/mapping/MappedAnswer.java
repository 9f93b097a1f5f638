// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.ProviderException.Kind;
import java.util.Optional;

/**
 * What one answer said besides its records.
 *
 * @param failure the failure it speaks of, if it speaks of one
 * @param message the provider's own words
 * @param problem why it could not be read, or not to its end
 * @param next where the next page is
 */
public record MappedAnswer(
    Optional<Kind> failure,
    Optional<String> message,
    Optional<String> problem,
    Optional<String> next) {}
