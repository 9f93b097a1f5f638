// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

/**
 * One trade.
 *
 * @param price in millionths of the currency unit
 * @param size in shares
 * @param atMicros when, in microseconds since the epoch
 */
public record Trade(long price, long size, long atMicros) {}
