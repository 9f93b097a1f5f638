// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

/**
 * The best bid and ask. A side that nobody offers has price 0 and size 0.
 *
 * @param bid in millionths of the currency unit
 * @param bidSize in shares
 * @param ask in millionths of the currency unit
 * @param askSize in shares
 * @param atMicros when it last changed, in microseconds since the epoch
 */
public record BookTop(long bid, long bidSize, long ask, long askSize, long atMicros) {}
