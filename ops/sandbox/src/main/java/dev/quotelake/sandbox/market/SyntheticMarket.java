// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import static dev.quotelake.sandbox.market.SymbolState.ONE;

import dev.quotelake.sandbox.market.SyntheticInstrument.Traits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Invented stocks on today's clock, without end; and, as far as a vendor has such, one of Xetra in
 * euros, a coin in fractions and one worth a fraction of a cent.
 */
public final class SyntheticMarket implements Market {
  private static final String CONSONANTS = "BCDFGHKLMNPRSTVZ";
  private static final String VOWELS = "AEIOU";
  private static final int ORDER_SEED = 7;

  /** The instruments that have a name of the real world, each with the branch of its noise. */
  private record Named(String symbol, int branch, Traits traits) {}

  private static final List<Named> NAMED =
      List.of(
          new Named("SAP:XETR", -1, new Traits(180, 0.01, 2e6, 0.8, Traits.CENT, ONE)),
          new Named("BTC/USD", -2, new Traits(64_000, 0.02, 9_000, 1, Traits.CENT, 1)),
          new Named("SHIB/USD", -3, new Traits(0.0000125, 0.03, 1e9, 0.7, 1, ONE / 10_000)));

  private final Map<String, SyntheticInstrument> instruments = new LinkedHashMap<>();

  /**
   * @param symbols how many stocks of the US; the first N are the same for every N
   * @param seed same seed, same prices at the same time
   */
  public SyntheticMarket(int symbols, long seed) {
    var noise = new Noise(seed);
    List<String> names = names(symbols);
    for (int i = 0; i < names.size(); i++) {
      Noise own = noise.branch(i);
      instruments.put(names.get(i), new SyntheticInstrument(own, Traits.stock(own)));
    }
    for (Named it : NAMED) {
      instruments.put(it.symbol, new SyntheticInstrument(noise.branch(it.branch), it.traits));
    }
  }

  @Override
  public List<String> symbols() {
    return List.copyOf(instruments.keySet());
  }

  @Override
  public Optional<SymbolState> poll(String poller, String symbol, Instant now) {
    return Optional.ofNullable(instruments.get(symbol)).map(it -> it.at(Micros.of(now)));
  }

  @Override
  public boolean finished(Function<String, ? extends Collection<String>> offered) {
    return false;
  }

  /** Ticker symbols that can be read aloud: BAT, DOLU, RIMEK. */
  private static List<String> names(int count) {
    var all = new ArrayList<String>();
    var names = List.of("");
    for (int length = 1; all.size() < count; length++) {
      names = extended(names, length % 2 == 1 ? CONSONANTS : VOWELS);
      if (length >= 3) {
        all.addAll(names);
      }
    }
    return all.subList(0, count);
  }

  private static List<String> extended(List<String> names, String letters) {
    var longer = new ArrayList<String>(names.size() * letters.length());
    for (String name : names) {
      letters.chars().forEach(letter -> longer.add(name + (char) letter));
    }
    Collections.shuffle(longer, new Random(ORDER_SEED));
    return longer;
  }
}
