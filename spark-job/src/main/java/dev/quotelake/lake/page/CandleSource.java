// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Where candles come from; asked one question at a time. */
interface CandleSource {

  /**
   * A symbol of a provider.
   *
   * @param latest the last trading day it has quotes of
   */
  record Instrument(String provider, String symbol, LocalDate latest) {}

  /**
   * A symbol's trading day.
   *
   * @param bars minute by minute, none if it was not quoted
   * @param market whose calendar it lives by
   * @param currency of its prices
   */
  record Day(List<Bar> bars, Optional<String> market, Optional<String> currency) {}

  /**
   * Symbols that have quotes, by provider and name.
   *
   * @param provider whose; of all without it
   * @param symbol which; all without it
   * @param most how many at most
   */
  List<Instrument> instruments(Optional<String> provider, Optional<String> symbol, int most);

  /** A symbol's bars of a trading day. */
  Day day(String provider, String symbol, LocalDate date);

  /** Ends the question that is being answered, if there is one. */
  void cancel();
}
