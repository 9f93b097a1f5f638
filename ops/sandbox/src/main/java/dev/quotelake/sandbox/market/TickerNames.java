// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Invented ticker symbols that can be read aloud: BAT, DOLU, RIMEK. The first N are the same for
 * every N.
 */
final class TickerNames {
  private static final String CONSONANTS = "BCDFGHKLMNPRSTVZ";
  private static final String VOWELS = "AEIOU";
  private static final int ORDER_SEED = 7;

  private TickerNames() {}

  static List<String> first(int count) {
    var all = new ArrayList<String>();
    var names = List.of("");
    for (int length = 1; all.size() < count; length++) {
      names = extended(names, length % 2 == 1 ? CONSONANTS : VOWELS);
      if (length >= 3) {
        all.addAll(names);
      }
    }
    return List.copyOf(all.subList(0, count));
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
