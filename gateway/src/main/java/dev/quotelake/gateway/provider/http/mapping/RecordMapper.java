// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.Condition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.mapping.BatchBuilder.Outcome;
import dev.quotelake.gateway.provider.http.mapping.BatchBuilder.RequestedSymbol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * Finds out of each record of an answer whose it is, and whether it is a quote, a reject, an
 * unknown symbol or nothing to us.
 */
final class RecordMapper {

  private static final int RECORD_LIMIT = 4096;

  /** What a definition says of records. */
  static final class Rules {

    private final PointerTrie trie = new PointerTrie();
    private final String place;
    private final boolean symbolIsKey;
    private final boolean symbolIsRequested;
    private final int[] symbol;
    private final Optional<String> join;
    private final QuoteMapper quotes;
    private final List<Condition> only;
    private final FailureRules failures;
    private final List<Pointer> message;
    private final boolean keepRaw;

    Rules(String provider, AnswerDefinition definition, PointerTrie answer, boolean keepRaw) {
      this.keepRaw = keepRaw;
      String at = definition.records().at().toString();
      place = at.isEmpty() ? "the root" : at;
      symbolIsKey = definition.symbol().isKey();
      symbolIsRequested = definition.symbol().isRequested();
      symbol = trie.texts(definition.symbol().pointers());
      join = definition.symbol().join();
      quotes = new QuoteMapper(provider, definition, trie, answer);
      only = definition.records().only();
      only.forEach(trie::addTexts);
      failures = new FailureRules(definition.records().failures(), trie);
      message = definition.message();
      message.forEach(trie::text);
    }
  }

  /** What is the same for all records of an answer. */
  record Answer(int status, FieldValues values, long fetchedAtMicros) {}

  private final Rules rules;
  private final Answer answer;
  private final BatchBuilder batch;
  private Optional<String> stranger = Optional.empty();
  private boolean recordsOfOthers;

  /** Maps the records of one answer into a batch. */
  RecordMapper(Rules rules, Answer answer, BatchBuilder batch) {
    this.rules = rules;
    this.answer = answer;
    this.batch = batch;
    rules.quotes.complete(answer.values);
  }

  PointerTrie trie() {
    return rules.trie;
  }

  /** Where the records should be, for messages. */
  String place() {
    return rules.place;
  }

  /** Whether the key of a record in its map is its symbol. */
  boolean symbolIsKey() {
    return rules.symbolIsKey;
  }

  /** The symbol that the answer spells like this, if it was asked for. */
  Optional<RequestedSymbol> find(String spelled) {
    return batch.find(spelled);
  }

  /** Takes note of an entry that no one asked for. */
  void notRequested(String key, boolean isRecord) {
    stranger = stranger.isEmpty() ? Optional.of(key) : stranger;
    recordsOfOthers |= isRecord;
  }

  /** Takes note of something other than a record in a record's place. */
  void notARecord(Optional<RequestedSymbol> symbol, JsonToken token) {
    String detail = "found " + FieldReader.name(token) + " in place of a record";
    batch.rejected(symbol, "not_a_record", detail, null);
  }

  /** Takes note of a piece of the answer that is no record. */
  void notARecord(String detail, String text) {
    reject(Optional.empty(), "not_a_record", detail, () -> text);
  }

  /** Why nothing of what was asked for is there although something is, if so. */
  Optional<String> problem() {
    return stranger
        .filter(key -> !recordsOfOthers && !batch.hasOutcomes())
        .map(key -> key.length() > 40 ? key.substring(0, 40) : key)
        .map(key -> "none of the symbols asked for is in the answer, which holds '" + key + "'");
  }

  /**
   * Maps a record whose symbol is known.
   *
   * @param text the record as it came; may give null
   */
  void map(FieldValues record, RequestedSymbol symbol, Supplier<String> text) {
    if (isWanted(record) && !isFailure(record, Optional.of(symbol), text)) {
      keep(record, symbol, text);
    }
  }

  /**
   * Maps a record that names its symbol itself.
   *
   * @param key its key in a map, or null
   * @param text the record as it came; may give null
   */
  void map(FieldValues record, String key, Supplier<String> text) {
    if (!isWanted(record)) {
      return;
    }
    Optional<String> spelled = spelled(record, key);
    Optional<RequestedSymbol> symbol =
        spelled.isPresent() || !rules.symbolIsRequested
            ? spelled.flatMap(batch::find)
            : batch.only();
    if (isFailure(record, symbol, text)) {
      return;
    }
    if (symbol.isPresent()) {
      keep(record, symbol.get(), text);
    } else if (spelled.isPresent()) {
      notRequested(spelled.get(), true);
    } else {
      reject(symbol, "missing_symbol", "the record names no symbol", text);
    }
  }

  private boolean isWanted(FieldValues record) {
    return rules.only.isEmpty()
        || rules.only.stream().allMatch(rule -> rule.holds(answer.status, record::text, () -> ""));
  }

  private Optional<String> spelled(FieldValues record, String key) {
    if (rules.symbolIsKey && key != null) {
      return Optional.of(key);
    }
    if (rules.join.isPresent()) {
      return joined(record, rules.join.get());
    }
    for (int index : rules.symbol) {
      if (record.has(index) && !record.text(index).isBlank()) {
        return Optional.of(record.text(index).strip());
      }
    }
    return Optional.empty();
  }

  private Optional<String> joined(FieldValues record, String join) {
    StringJoiner symbol = new StringJoiner(join);
    for (int index : rules.symbol) {
      if (!record.has(index) || record.text(index).isBlank()) {
        return Optional.empty();
      }
      symbol.add(record.text(index).strip());
    }
    return Optional.of(symbol.toString());
  }

  private boolean isFailure(
      FieldValues record, Optional<RequestedSymbol> symbol, Supplier<String> text) {
    Optional<Kind> failure = rules.failures.judge(answer.status, record, () -> "");
    if (failure.isEmpty()) {
      return false;
    }
    if (failure.get() == Kind.UNKNOWN_SYMBOL) {
      symbol.ifPresent(known -> known.is(Outcome.UNKNOWN));
    } else {
      String detail =
          record.firstText(rules.message).orElse("the provider marks the record as failed");
      reject(symbol, failure.get().name().toLowerCase(Locale.ROOT), detail, text);
    }
    return true;
  }

  private void keep(FieldValues record, RequestedSymbol symbol, Supplier<String> text) {
    String raw = rules.keepRaw ? text.get() : null;
    QuoteMapper.Result result =
        rules.quotes.map(record, answer.values, symbol.symbol(), answer.fetchedAtMicros, raw);
    if (result instanceof QuoteMapper.Result.Quoted quoted) {
      batch.quoted(symbol, quoted.quote());
    } else if (result instanceof QuoteMapper.Result.Malformed malformed) {
      reject(Optional.of(symbol), "malformed_value", malformed.detail(), text);
    } else {
      symbol.is(Outcome.EMPTY);
    }
  }

  private void reject(
      Optional<RequestedSymbol> symbol, String reason, String detail, Supplier<String> text) {
    String record = text.get();
    boolean tooLong = record != null && record.length() > RECORD_LIMIT;
    batch.rejected(symbol, reason, detail, tooLong ? record.substring(0, RECORD_LIMIT) : record);
  }
}
