// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Invented stocks on today's clock, without end. */
public final class SyntheticMarket implements Market {
  private static final String CONSONANTS = "BCDFGHKLMNPRSTVZ";
  private static final String VOWELS = "AEIOU";
  private static final int ORDER_SEED = 7;

  private final Map<String, SyntheticInstrument> instruments = new LinkedHashMap<>();

  /**
   * @param symbols how many stocks; the first N are the same for every N
   * @param seed same seed, same prices at the same time
   */
  public SyntheticMarket(int symbols, long seed) {
    var noise = new Noise(seed);
    List<String> names = names(symbols);
    for (int i = 0; i < names.size(); i++) {
      instruments.put(names.get(i), new SyntheticInstrument(names.get(i), noise.branch(i)));
    }
  }

  @Override
  public List<String> symbols() {
    return List.copyOf(instruments.keySet());
  }

  @Override
  public Optional<SymbolState> poll(String poller, String symbol, Instant now) {
    return Optional.ofNullable(instruments.get(symbol)).map(it -> it.at(NewYork.micros(now)));
  }

  @Override
  public boolean finished() {
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
