// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import java.time.LocalDate;

/**
 * A stretch of time in which a market does one thing.
 *
 * @param tradingDate the trading day it belongs to
 * @param session what the market does
 * @param from its first second, since 1970 UTC
 * @param until the second after its last
 */
public record SessionSpan(LocalDate tradingDate, Session session, long from, long until) {

  boolean contains(long second) {
    return from <= second && second < until;
  }
}
