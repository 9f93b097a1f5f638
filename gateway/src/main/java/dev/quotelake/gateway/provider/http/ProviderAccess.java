// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * What settings say of a provider, besides its definition.
 *
 * @param name the configured name
 * @param baseUrl in place of the definition's
 * @param credentials keys by the names the definition uses
 * @param parameters in place of the definition's defaults
 * @param symbolsAtMost symbols in one request, if the definition allows more
 * @param connections requests at once
 * @param keepRaw whether quotes carry the provider's own record
 */
public record ProviderAccess(
    String name,
    Optional<String> baseUrl,
    Map<String, Secret> credentials,
    Map<String, String> parameters,
    int symbolsAtMost,
    int connections,
    boolean keepRaw) {}
