// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.QuoteField;
import dev.quotelake.gateway.provider.http.definition.Scope;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.util.List;

/** Makes a quote of the values of one record, or says what stands in the way. */
final class QuoteAssembler {

  /** A minor unit is a hundredth of its currency. */
  private static final int HUNDREDTHS = 100;

  private final String provider;
  private final RecordLayout layout;
  private final Values answer;
  private final long fetchedAtMicros;

  private Values record;
  private String problem;
  private boolean minorUnit;

  QuoteAssembler(String provider, RecordLayout layout, Values answer, long fetchedAtMicros) {
    this.provider = provider;
    this.layout = layout;
    this.answer = answer;
    this.fetchedAtMicros = fetchedAtMicros;
  }

  /** What is wrong with the last record, or null. */
  String problem() {
    return problem;
  }

  /**
   * The quote, or null if {@link #problem()} says why there is none, or, without a problem, if the
   * record has no price.
   */
  Quote quote(Values values, String symbol, String raw) {
    record = values;
    problem = null;
    String currency = currency();
    Price price = price(QuoteField.PRICE);
    if (price == null) {
      return null;
    }
    long quotedAt = quotedAtMicros();
    QuotedAtSource source = quotedAt == 0 ? QuotedAtSource.GATEWAY : QuotedAtSource.PROVIDER;
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
            currency,
            quotedAt == 0 ? fetchedAtMicros : quotedAt,
            source,
            fetchedAtMicros,
            raw);
    return problem == null ? quote : null;
  }

  private String currency() {
    minorUnit = false;
    FieldPlan plan = layout.currency();
    Values values = plan.of(record, answer);
    int slot = plan.find(values);
    String code = slot == FieldPlan.NOWHERE ? layout.fixedCurrency() : values.text(slot).strip();
    String whole = code == null ? null : layout.minorUnits().get(code);
    if (whole != null) {
      minorUnit = true;
      return whole;
    }
    return code == null || code.isEmpty() ? null : code;
  }

  private Price price(QuoteField field) {
    FieldPlan plan = layout.field(field);
    Values values = plan.of(record, answer);
    int slot = find(field, plan, values);
    if (slot == FieldPlan.NOWHERE) {
      return null;
    }
    long micros = values.number(slot);
    return new Price(minorUnit ? Math.floorDiv(micros + HUNDREDTHS / 2, HUNDREDTHS) : micros);
  }

  private Long size(QuoteField field) {
    FieldPlan plan = layout.field(field);
    Values values = plan.of(record, answer);
    int slot = find(field, plan, values);
    return slot == FieldPlan.NOWHERE ? null : Long.valueOf(values.number(slot));
  }

  private int find(QuoteField field, FieldPlan plan, Values values) {
    int slot = plan.find(values);
    if (slot != FieldPlan.NOWHERE && !values.has(slot)) {
      say(field.key() + ": " + values.text(slot));
      return FieldPlan.NOWHERE;
    }
    return slot;
  }

  /** The provider's time, or 0 if it gives none. */
  private long quotedAtMicros() {
    List<TimePlan> times = layout.times();
    for (int i = 0; i < times.size(); i++) {
      TimePlan plan = times.get(i);
      Values values = plan.scope() == Scope.RECORD ? record : answer;
      int slot = plan.find(values);
      if (slot != FieldPlan.NOWHERE) {
        if (values.has(slot)) {
          return values.number(slot);
        }
        say("time: " + values.text(slot));
        return 0;
      }
    }
    return 0;
  }

  private void say(String what) {
    problem = problem == null ? what : problem + "; " + what;
  }
}
