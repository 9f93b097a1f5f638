// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.Optional;

/**
 * All that is known of a provider.
 *
 * @param title what it is, for people
 * @param request how to ask
 * @param answer how to read what comes back
 * @param paging how to go on to further pages
 * @param budget what the vendor allows
 * @param coolDown how long to rest after a failure
 * @param limits how long and how large an exchange may become
 */
public record ProviderDefinition(
    String title,
    RequestDefinition request,
    AnswerDefinition answer,
    Optional<PagingDefinition> paging,
    BudgetDefinition budget,
    CoolDownDefinition coolDown,
    LimitsDefinition limits) {}
