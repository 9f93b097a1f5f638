// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import java.util.Locale;

/** What a market does at a time. */
public enum Session {
  /** Trades before its regular session. */
  PRE,
  /** Trades as usual. */
  REGULAR,
  /** Pauses between two parts of its regular session. */
  BREAK,
  /** Trades after its regular session, the closing auction included where that comes later. */
  POST,
  /** Trades at night, for the trading day that follows. */
  OVERNIGHT,
  /** Does not trade. */
  CLOSED,
  /** Nobody knows: the market has no calendar. */
  UNKNOWN;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As the tables show it. */
  public String text() {
    return text;
  }
}
