// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.CurrencyDefinition;
import dev.quotelake.gateway.provider.http.definition.FieldDefinition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.QuoteField;
import dev.quotelake.gateway.provider.http.definition.Scope;
import dev.quotelake.gateway.provider.http.definition.SymbolDefinition.Source;
import dev.quotelake.gateway.provider.http.definition.TimeDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** What a definition says of a record, compiled: the trie that finds values, the plans for them. */
final class RecordLayout {

  /** Stands among the symbol sources for the key of a map. */
  static final int KEY = -1;

  /** Stands among the symbol sources for the one symbol of the request. */
  static final int REQUEST = -2;

  private final SlotAllocator slots = new SlotAllocator();
  private final int[] symbolSources;
  private final FieldPlan[] fields = new FieldPlan[QuoteField.values().length];
  private final List<TimePlan> times;
  private final FieldPlan currency;
  private final String fixedCurrency;
  private final Map<String, String> minorUnits;
  private final List<Rule> only;
  private final FailureRules failures;
  private final int[] message;

  RecordLayout(AnswerDefinition definition, SlotAllocator answer) {
    symbolSources = definition.symbol().sources().stream().mapToInt(this::source).toArray();
    for (QuoteField field : QuoteField.values()) {
      FieldDefinition where = definition.fields().get(field);
      fields[field.ordinal()] =
          where == null
              ? new FieldPlan(Scope.RECORD, new int[0])
              : plan(where.at(), where.scope(), answer, i -> new AmountSlot(i, field, where));
    }
    times = definition.times().stream().map(time -> plan(time, answer)).toList();
    CurrencyDefinition money = definition.currency().orElse(null);
    currency =
        money == null
            ? new FieldPlan(Scope.RECORD, new int[0])
            : plan(money.at(), money.scope(), answer, TextSlot::new);
    fixedCurrency = money == null ? null : money.fixed().orElse(null);
    minorUnits = money == null ? Map.of() : money.minorUnits();
    only = slots.rules(definition.records().only());
    failures = new FailureRules(definition.records().failures(), slots);
    message = definition.message().stream().mapToInt(slots::text).toArray();
  }

  private int source(Source source) {
    if (source instanceof Source.At at) {
      return slots.text(at.pointer());
    }
    return source instanceof Source.Key ? KEY : REQUEST;
  }

  private FieldPlan plan(
      List<Pointer> pointers, Scope scope, SlotAllocator answer, IntFunction<Slot> slot) {
    SlotAllocator owner = scope == Scope.RECORD ? slots : answer;
    return new FieldPlan(
        scope, pointers.stream().mapToInt(pointer -> owner.add(pointer, slot)).toArray());
  }

  private TimePlan plan(TimeDefinition time, SlotAllocator answer) {
    SlotAllocator owner = time.scope() == Scope.RECORD ? slots : answer;
    boolean direct = time.join().size() == 1 && time.zone().isEmpty() && time.zoneAt().isEmpty();
    Pointer first = time.join().get(0);
    return switch (time.format()) {
      case EPOCH_SECONDS -> direct(time, owner.add(first, i -> new EpochSlot(i, 6)));
      case EPOCH_MILLIS -> direct(time, owner.add(first, i -> new EpochSlot(i, 3)));
      case EPOCH_MICROS -> direct(time, owner.add(first, i -> new EpochSlot(i, 0)));
      case EPOCH_NANOS -> direct(time, owner.add(first, i -> new EpochSlot(i, -3)));
      case RFC3339 ->
          direct ? direct(time, owner.add(first, Rfc3339Slot::new)) : composed(time, owner);
      case DATE, PATTERN -> composed(time, owner);
    };
  }

  private static TimePlan direct(TimeDefinition time, int slot) {
    return new TimePlan.Direct(time.scope(), slot);
  }

  private static TimePlan composed(TimeDefinition time, SlotAllocator owner) {
    return new TimePlan.Composed(
        time.scope(),
        time.join().stream().mapToInt(owner::text).toArray(),
        time.zoneAt().map(owner::text).orElse(FieldPlan.NOWHERE),
        owner.reserve(),
        ZonedTimeText.of(time));
  }

  PointerTrie trie() {
    return slots.trie();
  }

  Values newValues() {
    return slots.values();
  }

  /** Slots that hold the symbol, or {@link #KEY} or {@link #REQUEST}, in order. */
  int[] symbolSources() {
    return symbolSources;
  }

  FieldPlan field(QuoteField field) {
    return fields[field.ordinal()];
  }

  List<TimePlan> times() {
    return times;
  }

  FieldPlan currency() {
    return currency;
  }

  /** The currency of all quotes, or null. */
  String fixedCurrency() {
    return fixedCurrency;
  }

  Map<String, String> minorUnits() {
    return minorUnits;
  }

  List<Rule> only() {
    return only;
  }

  FailureRules failures() {
    return failures;
  }

  /** The provider's own words, if it said any. */
  Optional<String> message(Values record) {
    for (int slot : message) {
      if (record.has(slot)) {
        return Optional.of(record.text(slot));
      }
    }
    return Optional.empty();
  }

  boolean takesSymbolFromKey() {
    return symbolSources[0] == KEY;
  }

  boolean takesSymbolFromRequest() {
    return symbolSources[symbolSources.length - 1] == REQUEST;
  }
}
