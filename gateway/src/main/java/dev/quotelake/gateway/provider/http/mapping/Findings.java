// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.provider.http.definition.RecordsDefinition.Pick;
import dev.quotelake.gateway.quote.Quote;
import java.util.ArrayList;
import java.util.List;

/** What has been read so far. */
final class Findings {

  private final AskedSymbols asked;
  private final Pick pick;
  private final List<Reject> rejects = new ArrayList<>();

  Findings(AskedSymbols asked, Pick pick) {
    this.asked = asked;
    this.pick = pick;
  }

  AskedSymbols asked() {
    return asked;
  }

  void quoted(Asked symbol, Quote quote) {
    Quote earlier = symbol.quote();
    if (earlier == null
        || pick == Pick.LAST
        || (pick == Pick.NEWEST && quote.quotedAtMicros() > earlier.quotedAtMicros())) {
      symbol.quoted(quote);
    }
  }

  void rejected(Asked symbol, String reason, String detail, String record) {
    symbol.hear(Asked.Heard.REJECTED);
    rejects.add(new Reject(symbol.symbol(), reason, detail, record));
  }

  void rejectedUnnamed(String reason, String detail, String record) {
    rejects.add(new Reject(null, reason, detail, record));
  }

  int rejects() {
    return rejects.size();
  }

  void forgetRejectsAfter(int count) {
    rejects.subList(count, rejects.size()).clear();
  }

  void rejectUnheard(String reason, String detail) {
    asked.all().stream()
        .filter(symbol -> symbol.heard() == Asked.Heard.NOTHING)
        .forEach(symbol -> rejected(symbol, reason, detail, null));
  }

  void allEmpty() {
    asked.all().forEach(symbol -> symbol.hear(Asked.Heard.EMPTY));
  }

  boolean heardSomething() {
    return asked.all().stream().anyMatch(symbol -> symbol.heard() != Asked.Heard.NOTHING);
  }

  QuoteBatch batch() {
    List<Quote> quotes = new ArrayList<>(asked.all().size());
    List<String> unknown = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (Asked symbol : asked.all()) {
      switch (symbol.heard()) {
        case QUOTED -> quotes.add(symbol.quote());
        case EMPTY -> empty.add(symbol.symbol());
        case NOTHING, UNKNOWN -> unknown.add(symbol.symbol());
        case REJECTED -> {}
      }
    }
    return new QuoteBatch(quotes, List.copyOf(rejects), unknown, empty);
  }
}
