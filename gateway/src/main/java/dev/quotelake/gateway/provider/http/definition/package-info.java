// SPDX-License-Identifier: Apache-2.0

/**
 * What a provider definition says, read from YAML, checked, and immutable from then on.
 * PROVIDERS.md describes the format for people, {@code providers/provider-definition.schema.json}
 * for machines.
 */
package dev.quotelake.gateway.provider.http.definition;
