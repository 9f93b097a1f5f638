// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Pick;
import dev.quotelake.gateway.provider.http.definition.Spelling;
import dev.quotelake.gateway.quote.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What has come so far of each symbol of one request, and of what could not be read. */
final class BatchBuilder {

  /** What has come of a symbol; a later outcome never lowers an earlier one. */
  enum Outcome {
    NOTHING,
    UNKNOWN,
    EMPTY,
    REJECTED,
    QUOTED
  }

  /** A symbol that was asked for. */
  static final class RequestedSymbol {

    private final String symbol;
    private Outcome outcome = Outcome.NOTHING;
    private Quote quote;

    private RequestedSymbol(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }

    void is(Outcome other) {
      outcome = other.compareTo(outcome) > 0 ? other : outcome;
    }
  }

  private final List<RequestedSymbol> symbols;
  private final Map<String, RequestedSymbol> bySpelling;
  private final List<Reject> rejects = new ArrayList<>();
  private final AnswerDefinition definition;
  private final UnaryOperator<String> redaction;
  private final boolean open;

  private BatchBuilder(
      int size, AnswerDefinition definition, UnaryOperator<String> redaction, boolean open) {
    symbols = new ArrayList<>(size);
    bySpelling = new HashMap<>(2 * size);
    this.definition = definition;
    this.redaction = redaction;
    this.open = open;
  }

  /** Takes every symbol that an answer names, as it spells it. */
  static BatchBuilder ofWhateverComes(
      AnswerDefinition definition, UnaryOperator<String> redaction) {
    return new BatchBuilder(0, definition, redaction, true);
  }

  /**
   * Takes these symbols, under every spelling that an answer may use for them.
   *
   * @param requested how the request spelled them
   * @param redaction takes secrets out of what is rejected
   */
  static BatchBuilder of(
      List<String> symbols,
      Spelling requested,
      AnswerDefinition definition,
      UnaryOperator<String> redaction) {
    BatchBuilder batch = new BatchBuilder(symbols.size(), definition, redaction, false);
    symbols.forEach(symbol -> batch.symbols.add(new RequestedSymbol(symbol)));
    batch.spell(requested);
    if (!definition.symbol().spelling().isSame()) {
      batch.spell(definition.symbol().spelling());
    }
    if (!requested.isSame()) {
      batch.spell(Spelling.SAME);
    }
    return batch;
  }

  private void spell(Spelling spelling) {
    for (RequestedSymbol symbol : symbols) {
      bySpelling.putIfAbsent(key(spelling.of(symbol.symbol)), symbol);
    }
  }

  private String key(String spelled) {
    return definition.symbol().ignoreCase() ? spelled.toUpperCase(Locale.ROOT) : spelled;
  }

  /** The symbol that an answer spells like this, if it was asked for. */
  Optional<RequestedSymbol> find(String spelled) {
    if (open) {
      return Optional.of(bySpelling.computeIfAbsent(spelled, this::added));
    }
    return Optional.ofNullable(bySpelling.get(key(spelled)));
  }

  private RequestedSymbol added(String symbol) {
    RequestedSymbol added = new RequestedSymbol(symbol);
    symbols.add(added);
    return added;
  }

  /** The symbol, if only one was asked for. */
  Optional<RequestedSymbol> only() {
    return !open && symbols.size() == 1 ? Optional.of(symbols.get(0)) : Optional.empty();
  }

  void quoted(RequestedSymbol symbol, Quote quote) {
    Quote earlier = symbol.quote;
    Pick pick = definition.records().pick();
    if (earlier == null
        || pick == Pick.LAST
        || (pick == Pick.NEWEST && quote.quotedAtMicros() > earlier.quotedAtMicros())) {
      symbol.quote = quote;
      symbol.outcome = Outcome.QUOTED;
    }
  }

  /**
   * Keeps what could not be read.
   *
   * @param symbol the symbol it speaks of, if that can be told
   * @param record the record as it came, or null
   */
  void rejected(Optional<RequestedSymbol> symbol, String reason, String detail, String record) {
    symbol.ifPresent(known -> known.is(Outcome.REJECTED));
    rejects.add(
        new Reject(
            symbol.map(RequestedSymbol::symbol).orElse(null),
            reason,
            redaction.apply(detail),
            redaction.apply(record)));
  }

  /** How many rejects there are, to go back to. */
  int rejects() {
    return rejects.size();
  }

  void forgetRejectsAfter(int count) {
    rejects.subList(count, rejects.size()).clear();
  }

  /** Rejects the symbols of which nothing has come; once, if none were asked for. */
  void rejectTheRest(String reason, String detail) {
    symbols.stream()
        .filter(symbol -> symbol.outcome == Outcome.NOTHING)
        .forEach(symbol -> rejected(Optional.of(symbol), reason, detail, null));
    if (open && rejects.stream().noneMatch(reject -> detail.equals(reject.detail()))) {
      rejected(Optional.empty(), reason, detail, null);
    }
  }

  void allAreEmpty() {
    symbols.forEach(symbol -> symbol.is(Outcome.EMPTY));
  }

  boolean hasOutcomes() {
    return symbols.stream().anyMatch(symbol -> symbol.outcome != Outcome.NOTHING);
  }

  QuoteBatch batch() {
    List<Quote> quotes = new ArrayList<>(symbols.size());
    List<String> unknown = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (RequestedSymbol symbol : symbols) {
      switch (symbol.outcome) {
        case QUOTED -> quotes.add(symbol.quote);
        case EMPTY -> empty.add(symbol.symbol);
        case NOTHING, UNKNOWN -> unknown.add(symbol.symbol);
        case REJECTED -> {}
      }
    }
    return new QuoteBatch(quotes, List.copyOf(rejects), unknown, empty);
  }
}
