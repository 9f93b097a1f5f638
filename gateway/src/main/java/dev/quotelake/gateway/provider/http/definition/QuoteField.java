// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.Locale;

/** The numbers of a quote that a definition can find. */
public enum QuoteField {
  PRICE(true),
  BID(true),
  ASK(true),
  OPEN(true),
  HIGH(true),
  LOW(true),
  PREVIOUS_CLOSE(true),
  BID_SIZE(false),
  ASK_SIZE(false),
  LAST_SIZE(false),
  DAY_VOLUME(false);

  private final boolean price;
  private final String key;

  QuoteField(boolean price) {
    this.price = price;
    this.key = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is a price (eight decimals, zero means none) or a number of shares (four). */
  public boolean isPrice() {
    return price;
  }

  /** Its name in a definition. */
  public String key() {
    return key;
  }
}
