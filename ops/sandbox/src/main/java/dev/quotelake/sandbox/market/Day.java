// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.util.OptionalLong;

/**
 * A trading day so far, from its trades. Prices in millionths of the currency unit.
 *
 * @param startMicros midnight in New York, in microseconds since the epoch
 * @param volume shares since then
 * @param previousClose of the day before, where known
 */
public record Day(
    long startMicros, long open, long high, long low, long volume, OptionalLong previousClose) {

  Day with(Trade trade, long newVolume) {
    return new Day(
        startMicros,
        open,
        Math.max(high, trade.price()),
        Math.min(low, trade.price()),
        newVolume,
        previousClose);
  }
}
