// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.time.Duration;

/**
 * How long and how large an exchange may become.
 *
 * @param connectTimeout until a connection stands
 * @param readTimeout between two pieces of an answer
 * @param timeout from sending the request to the last byte of the answer
 * @param responseBytes bytes of a decompressed answer
 */
public record LimitsDefinition(
    Duration connectTimeout, Duration readTimeout, Duration timeout, int responseBytes) {}
