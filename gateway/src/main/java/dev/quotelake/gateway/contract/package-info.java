// SPDX-License-Identifier: Apache-2.0

/**
 * Writes the event that gateway and lake agreed on. The only package that knows bytes on the wire;
 * {@code ops/contract} says what they mean.
 */
package dev.quotelake.gateway.contract;
