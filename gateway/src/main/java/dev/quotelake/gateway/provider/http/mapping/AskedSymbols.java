// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The symbols of one request, found again under every spelling an answer may use for them. */
final class AskedSymbols {

  private final List<Asked> all;
  private final Map<String, Asked> bySpelling;
  private final boolean ignoreCase;
  private final boolean whatever;

  /** All symbols that an answer names, as it spells them. */
  static AskedSymbols whatever() {
    return new AskedSymbols();
  }

  private AskedSymbols() {
    all = new ArrayList<>();
    bySpelling = new HashMap<>();
    ignoreCase = false;
    whatever = true;
  }

  AskedSymbols(List<String> symbols, Spelling requested, Spelling answered, boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
    whatever = false;
    all = new ArrayList<>(symbols.size());
    bySpelling = new HashMap<>(symbols.size() * 2);
    for (String symbol : symbols) {
      Asked asked = new Asked(symbol);
      all.add(asked);
      bySpelling.put(key(requested.of(symbol)), asked);
    }
    if (!answered.isSame()) {
      addWhereFree(answered);
    }
    if (!requested.isSame()) {
      addWhereFree(Spelling.SAME);
    }
  }

  private void addWhereFree(Spelling spelling) {
    for (Asked asked : all) {
      bySpelling.putIfAbsent(key(spelling.of(asked.symbol())), asked);
    }
  }

  private String key(String spelled) {
    return ignoreCase ? spelled.toUpperCase(Locale.ROOT) : spelled;
  }

  /** The symbol that an answer spells like this, or null if it was not asked for. */
  Asked find(String spelled) {
    return whatever
        ? bySpelling.computeIfAbsent(spelled, this::added)
        : bySpelling.get(key(spelled));
  }

  private Asked added(String symbol) {
    Asked asked = new Asked(symbol);
    all.add(asked);
    return asked;
  }

  /** The symbol, if only one was asked for; else null. */
  Asked only() {
    return !whatever && all.size() == 1 ? all.get(0) : null;
  }

  /** All of them, in the order they were asked for. */
  List<Asked> all() {
    return all;
  }
}
