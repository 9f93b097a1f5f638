// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.quote;

import java.util.List;
import java.util.stream.IntStream;

/** Quotes for tests. */
public final class SampleQuotes {

  private static final long NOON = 1_760_371_200_000_000L;

  private SampleQuotes() {}

  /** A quote of 100 plus {@code n} thousandths, quoted {@code n} milliseconds after noon. */
  public static Quote quote(String symbol, int n) {
    return with(symbol, n, null);
  }

  /** The same, with the provider's record kept. */
  public static Quote withRaw(String symbol, int n, String raw) {
    return with(symbol, n, raw);
  }

  /** One quote of each of {@code symbols} symbols S0, S1 and so on. */
  public static List<Quote> oneEach(int symbols, int n) {
    return IntStream.range(0, symbols).mapToObj(i -> quote("S" + i, n)).toList();
  }

  private static Quote with(String symbol, int n, String raw) {
    Price price = new Price(10_000_000_000L + n * 100_000L);
    return new Quote(
        "test",
        symbol,
        price,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new Quantity((1_000L + n) * 10_000),
        "USD",
        NOON + n * 1_000L,
        QuotedAtSource.PROVIDER,
        NOON + n * 1_000L + 500,
        null,
        raw);
  }
}
