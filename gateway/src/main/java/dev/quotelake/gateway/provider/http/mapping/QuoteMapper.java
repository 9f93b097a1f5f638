// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Currency;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Field;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Scope;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Time;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.QuoteField;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quantity;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Makes quotes of the values of records, or says what stands in the way. Immutable. */
final class QuoteMapper {

  /** What a record comes to. */
  sealed interface Result {

    /** A quote. */
    record Quoted(Quote quote) implements Result {}

    /** No price yet. */
    record Empty() implements Result {}

    /** A value that cannot be read. */
    record Malformed(String detail) implements Result {}
  }

  /**
   * The indexes that may hold one thing, in the order of preference.
   *
   * @param name what the thing is, for messages
   * @param scope whether they are the record's or the answer's
   */
  private record Places(String name, Scope scope, int[] indexes) {}

  /** A minor unit is a hundredth of its currency. */
  private static final int HUNDREDTHS = 100;

  private static final Result.Empty EMPTY = new Result.Empty();

  private final String provider;
  private final PointerTrie record;
  private final PointerTrie answer;
  private final Places[] fields = new Places[QuoteField.values().length];
  private final List<Places> times;
  private final List<TimeReader.Composed> composedOfRecord = new ArrayList<>();
  private final List<TimeReader.Composed> composedOfAnswer = new ArrayList<>();
  private final Places currency;
  private final String fixedCurrency;
  private final Map<String, String> minorUnits;

  /** Compiles what a definition says of quotes into the tries of a record and of an answer. */
  QuoteMapper(
      String provider, AnswerDefinition definition, PointerTrie record, PointerTrie answer) {
    this.provider = provider;
    this.record = record;
    this.answer = answer;
    for (QuoteField field : QuoteField.values()) {
      Optional<Field> where = Optional.ofNullable(definition.fields().get(field));
      fields[field.ordinal()] =
          where
              .map(to -> places(field.key(), to.in(), to.at(), i -> new AmountReader(i, field, to)))
              .orElse(new Places(field.key(), Scope.RECORD, new int[0]));
    }
    times = definition.time().stream().map(this::places).toList();
    Optional<Currency> money = definition.currency();
    currency =
        money
            .map(to -> places("currency", to.in(), to.at(), FieldReader.Text::new))
            .orElse(new Places("currency", Scope.RECORD, new int[0]));
    fixedCurrency = money.flatMap(Currency::fixed).orElse(null);
    minorUnits = money.map(Currency::minorUnits).orElse(Map.of());
  }

  private PointerTrie trie(Scope scope) {
    return scope == Scope.RECORD ? record : answer;
  }

  private Places places(
      String name, Scope scope, List<Pointer> at, IntFunction<FieldReader> reader) {
    int[] indexes = at.stream().mapToInt(to -> trie(scope).add(to, reader)).toArray();
    return new Places(name, scope, indexes);
  }

  private Places places(Time time) {
    boolean whole = time.join().size() == 1 && time.zone().isEmpty() && time.zoneAt().isEmpty();
    boolean composed =
        time.format() == Time.Format.DATE
            || time.format() == Time.Format.PATTERN
            || (time.format() == Time.Format.RFC3339 && !whole);
    if (!composed) {
      List<Pointer> first = time.join().subList(0, 1);
      return places("time", time.in(), first, index -> new TimeReader(index, time.format()));
    }
    PointerTrie trie = trie(time.in());
    int result = trie.reserve();
    int[] zone = trie.texts(time.zoneAt().stream().toList());
    (time.in() == Scope.RECORD ? composedOfRecord : composedOfAnswer)
        .add(new TimeReader.Composed(trie.texts(time.join()), zone, result, time));
    return new Places("time", time.in(), new int[] {result});
  }

  /** Makes ready what the answer round the records says of all of them. */
  void complete(FieldValues answer) {
    composedOfAnswer.forEach(time -> time.read(answer));
  }

  /**
   * Makes a quote of a record.
   *
   * @param fetchedAtMicros when the answer was complete, which stands for a time that is not given
   * @param raw the record as it came, or null unless it is to be kept
   */
  Result map(
      FieldValues record, FieldValues answer, String symbol, long fetchedAtMicros, String raw) {
    composedOfRecord.forEach(time -> time.read(record));
    return new Mapping(record, answer).result(symbol, fetchedAtMicros, raw);
  }

  /** The making of one quote. */
  private final class Mapping {

    private final FieldValues record;
    private final FieldValues answer;
    private String problem;
    private boolean minorUnit;

    Mapping(FieldValues record, FieldValues answer) {
      this.record = record;
      this.answer = answer;
    }

    Result result(String symbol, long fetchedAtMicros, String raw) {
      String code = currency();
      Price price = price(QuoteField.PRICE);
      if (price == null) {
        return problem == null ? EMPTY : new Result.Malformed(problem);
      }
      long time = time();
      Quote quote =
          new Quote(
              provider,
              symbol,
              price,
              price(QuoteField.BID),
              price(QuoteField.ASK),
              price(QuoteField.OPEN),
              price(QuoteField.HIGH),
              price(QuoteField.LOW),
              price(QuoteField.PREVIOUS_CLOSE),
              size(QuoteField.BID_SIZE),
              size(QuoteField.ASK_SIZE),
              size(QuoteField.LAST_SIZE),
              size(QuoteField.DAY_VOLUME),
              code,
              time < 0 ? fetchedAtMicros : time,
              time < 0 ? QuotedAtSource.GATEWAY : QuotedAtSource.PROVIDER,
              fetchedAtMicros,
              null,
              raw);
      return problem == null ? new Result.Quoted(quote) : new Result.Malformed(problem);
    }

    private FieldValues of(Places places) {
      return places.scope == Scope.RECORD ? record : answer;
    }

    private String currency() {
      FieldValues values = of(currency);
      int index = values.first(currency.indexes);
      String code = index < 0 ? fixedCurrency : values.text(index).strip();
      if (code == null || code.isEmpty()) {
        return null;
      }
      String whole = minorUnits.get(code);
      minorUnit = whole != null;
      return minorUnit ? whole : code;
    }

    private Price price(QuoteField field) {
      long unscaled = number(fields[field.ordinal()]);
      return unscaled < 0 ? null : new Price(minorUnit ? hundredth(unscaled) : unscaled);
    }

    private Quantity size(QuoteField field) {
      long unscaled = number(fields[field.ordinal()]);
      return unscaled < 0 ? null : new Quantity(unscaled);
    }

    private long time() {
      long time = -1;
      for (int i = 0; i < times.size() && time < 0; i++) {
        time = number(times.get(i));
      }
      return time;
    }

    /** The number in one of these places; -1 without one, as no number of a quote is below zero. */
    private long number(Places places) {
      FieldValues values = of(places);
      int index = values.first(places.indexes);
      if (index >= 0 && values.isBad(index)) {
        String detail = places.name + ": " + values.text(index);
        problem = problem == null ? detail : problem + "; " + detail;
        return -1;
      }
      return index < 0 ? -1 : values.number(index);
    }
  }

  /** Rounds half to even. */
  private static long hundredth(long unscaled) {
    long whole = unscaled / HUNDREDTHS;
    long twice = 2 * (unscaled - whole * HUNDREDTHS);
    return twice > HUNDREDTHS || (twice == HUNDREDTHS && (whole & 1) == 1) ? whole + 1 : whole;
  }
}
