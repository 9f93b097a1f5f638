// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Field;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Time;
import dev.quotelake.gateway.provider.http.definition.Currency;
import dev.quotelake.gateway.provider.http.definition.Market;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.Pointer.Scope;
import dev.quotelake.gateway.provider.http.definition.QuoteField;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quantity;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.util.ArrayList;
import java.util.List;
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

  private static final Result.Empty EMPTY = new Result.Empty();

  private final String provider;
  private final PointerTrie record;
  private final PointerTrie answer;
  private final Places[] fields = new Places[QuoteField.values().length];
  private final boolean mid;
  private final List<Places> times = new ArrayList<>();
  private final List<TimeReader.Composed> composedOfRecord = new ArrayList<>();
  private final List<TimeReader.Composed> composedOfAnswer = new ArrayList<>();
  private final Places currency;
  private final String fixedCurrency;
  private final long fixedUnit;
  private final Places market;
  private final String fixedMarket;

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
              .map(
                  to ->
                      places(
                          field.key(), to.in(), to.pointers(), i -> new AmountReader(i, field, to)))
              .orElse(nowhere(field.key()));
    }
    mid = definition.fields().get(QuoteField.PRICE).isMid();
    definition.time().forEach(time -> times.add(places(time)));
    currency =
        definition
            .currency()
            .map(to -> places("currency", to.in(), to.at(), i -> new CodeReader.OfCurrency(i, to)))
            .orElse(nowhere("currency"));
    Optional<Currency.Unit> fixed =
        definition.currency().flatMap(to -> to.fixed().flatMap(to::unit));
    fixedCurrency = fixed.map(Currency.Unit::currency).orElse(null);
    fixedUnit = fixed.map(Currency.Unit::parts).orElse(1);
    market =
        definition
            .market()
            .map(to -> places("market", to.in(), to.at(), i -> new CodeReader.OfMarket(i, to)))
            .orElse(nowhere("market"));
    fixedMarket = definition.market().flatMap(Market::fixed).orElse(null);
  }

  private static Places nowhere(String name) {
    return new Places(name, Scope.RECORD, new int[0]);
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
      return places(
          "time", time.in(), first, i -> new TimeReader(i, time.format(), preferred(time.in())));
    }
    PointerTrie trie = trie(time.in());
    int result = trie.reserve();
    int[] zone = trie.texts(time.zoneAt().stream().toList());
    (time.in() == Scope.RECORD ? composedOfRecord : composedOfAnswer)
        .add(new TimeReader.Composed(trie.texts(time.join()), zone, result, time));
    return new Places("time", time.in(), new int[] {result});
  }

  /** The index of the last time before this one in the same scope; -1 if there is none. */
  private int preferred(Scope scope) {
    return times.stream()
        .filter(before -> before.scope == scope)
        .mapToInt(before -> before.indexes[0])
        .reduce(-1, (earlier, last) -> last);
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
    for (TimeReader.Composed time : composedOfRecord) {
      time.read(record);
    }
    return new Mapping(record, answer).result(symbol, fetchedAtMicros, raw);
  }

  /** The making of one quote. */
  private final class Mapping {

    private final FieldValues record;
    private final FieldValues answer;
    private String problem;
    private long unit = 1;

    Mapping(FieldValues record, FieldValues answer) {
      this.record = record;
      this.answer = answer;
    }

    Result result(String symbol, long fetchedAtMicros, String raw) {
      String code = currency();
      Price price = price(QuoteField.PRICE);
      if (price == null && mid && problem == null) {
        price = middle(price(QuoteField.BID), price(QuoteField.ASK));
      }
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
              market(),
              raw);
      return problem == null ? new Result.Quoted(quote) : new Result.Malformed(problem);
    }

    private FieldValues of(Places places) {
      return places.scope == Scope.RECORD ? record : answer;
    }

    private String currency() {
      FieldValues values = of(currency);
      int index = values.first(currency.indexes);
      if (index < 0) {
        unit = fixedUnit;
        return fixedCurrency;
      }
      if (values.isBad(index)) {
        complain(currency, values.text(index));
        return null;
      }
      unit = values.number(index);
      return values.text(index);
    }

    private String market() {
      int index = of(market).first(market.indexes);
      return index < 0 ? fixedMarket : of(market).text(index);
    }

    private Price price(QuoteField field) {
      Places places = fields[field.ordinal()];
      long unscaled = number(places);
      long whole = unit == 1 ? unscaled : part(unscaled, unit);
      if (whole == 0 && unscaled > 0) {
        complain(places, "too small: zero in all of " + Price.SCALE + " decimals");
      }
      return unscaled < 0 ? null : new Price(whole);
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
        complain(places, values.text(index));
        return -1;
      }
      return index < 0 ? -1 : values.number(index);
    }

    private void complain(Places places, String why) {
      String detail = places.name + ": " + why;
      problem = problem == null ? detail : problem + "; " + detail;
    }
  }

  private static Price middle(Price bid, Price ask) {
    long sum = bid == null || ask == null ? 0 : bid.unscaled() + ask.unscaled();
    return sum < 2 ? null : new Price(part(sum, 2));
  }

  /** Rounds half to even. */
  private static long part(long unscaled, long parts) {
    long whole = unscaled / parts;
    long twice = 2 * (unscaled - whole * parts);
    return twice > parts || (twice == parts && (whole & 1) == 1) ? whole + 1 : whole;
  }
}
