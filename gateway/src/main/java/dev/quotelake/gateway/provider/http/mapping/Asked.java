// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.quote.Quote;

/** A symbol that was asked for, and what has been heard of it so far. */
final class Asked {

  /** What has been heard; a later word never lowers an earlier one. */
  enum Heard {
    NOTHING,
    UNKNOWN,
    EMPTY,
    REJECTED,
    QUOTED
  }

  private final String symbol;
  private Heard heard = Heard.NOTHING;
  private Quote quote;

  Asked(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  void hear(Heard word) {
    if (word.compareTo(heard) > 0) {
      heard = word;
    }
  }

  void quoted(Quote newQuote) {
    heard = Heard.QUOTED;
    quote = newQuote;
  }

  Heard heard() {
    return heard;
  }

  /** The quote, or null while there is none. */
  Quote quote() {
    return quote;
  }
}
