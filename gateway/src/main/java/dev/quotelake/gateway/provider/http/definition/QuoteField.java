// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.Locale;

/** The numbers of a quote that a definition can find. */
public enum QuoteField {
  PRICE,
  BID,
  ASK,
  OPEN,
  HIGH,
  LOW,
  PREVIOUS_CLOSE,
  BID_SIZE,
  ASK_SIZE,
  LAST_SIZE,
  DAY_VOLUME;

  /** Whether it is a price (eight decimals, zero means none) or a number of shares (four). */
  public boolean isPrice() {
    return compareTo(BID_SIZE) < 0;
  }

  /** Its name in a definition. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
