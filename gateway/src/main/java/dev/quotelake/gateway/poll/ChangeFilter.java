// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds back a quote that says what the last one of its symbol said: same provider time, same
 * values. A time that is only the moment of receipt says nothing. Safe for several threads as long
 * as each symbol comes from one at a time.
 */
public final class ChangeFilter {

  private final boolean publishUnchanged;
  private final Map<String, Quote> last = new ConcurrentHashMap<>();

  /** A filter for one provider; it lets everything pass if {@code publishUnchanged}. */
  public ChangeFilter(boolean publishUnchanged) {
    this.publishUnchanged = publishUnchanged;
  }

  /** Those of the quotes that are to be published. */
  public List<Quote> news(List<Quote> quotes) {
    List<Quote> news = new ArrayList<>(quotes.size());
    for (Quote quote : quotes) {
      Quote before = last.put(quote.symbol(), quote);
      if (publishUnchanged || before == null || !sayTheSame(before, quote)) {
        news.add(quote);
      }
    }
    return news;
  }

  /** The newest quote seen of each symbol, published or not. */
  public Collection<Quote> lastSeen() {
    return List.copyOf(last.values());
  }

  /** Whether there was a quote of the symbol since it is watched. */
  public boolean hasSeen(String symbol) {
    return last.containsKey(symbol);
  }

  /** Forgets symbols that are no longer watched. */
  public void keepOnly(Collection<String> watched) {
    if (last.size() > watched.size()) {
      last.keySet().retainAll(watched);
    }
  }

  private static boolean sayTheSame(Quote a, Quote b) {
    return a.quotedAtSource() == b.quotedAtSource()
        && (a.quotedAtMicros() == b.quotedAtMicros()
            || a.quotedAtSource() == QuotedAtSource.GATEWAY)
        && samePrices(a, b)
        && sameSizes(a, b)
        && Objects.equals(a.currency(), b.currency());
  }

  private static boolean samePrices(Quote a, Quote b) {
    return a.price().equals(b.price())
        && Objects.equals(a.bid(), b.bid())
        && Objects.equals(a.ask(), b.ask())
        && Objects.equals(a.open(), b.open())
        && Objects.equals(a.high(), b.high())
        && Objects.equals(a.low(), b.low())
        && Objects.equals(a.previousClose(), b.previousClose());
  }

  private static boolean sameSizes(Quote a, Quote b) {
    return Objects.equals(a.bidSize(), b.bidSize())
        && Objects.equals(a.askSize(), b.askSize())
        && Objects.equals(a.lastSize(), b.lastSize())
        && Objects.equals(a.dayVolume(), b.dayVolume());
  }
}
