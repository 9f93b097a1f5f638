// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.Currency;
import dev.quotelake.gateway.provider.http.definition.Market;
import java.util.List;
import java.util.Optional;

/** Reads the code of a currency or of a market and leaves it as the event spells it. */
abstract class CodeReader extends FieldReader {

  private static final NoValue NO_VALUE = new NoValue(List.of());

  private CodeReader(int index) {
    super(index, "a code");
  }

  @Override
  void take(char[] text, int from, int length, boolean quoted, FieldValues values) {
    String code = new String(text, from, length);
    if (NO_VALUE.isText(code)) {
      values.none(index);
    } else {
      take(code, values);
    }
  }

  abstract void take(String code, FieldValues values);

  /** A currency; the number beside its code says into how many units prices divide it. */
  static final class OfCurrency extends CodeReader {

    private final Currency definition;

    OfCurrency(int index, Currency definition) {
      super(index);
      this.definition = definition;
    }

    @Override
    void take(String code, FieldValues values) {
      Optional<Currency.Unit> unit = definition.unit(code);
      if (unit.isPresent()) {
        values.number(index, unit.get().parts());
        values.text(index, unit.get().currency());
      } else {
        values.bad(index, excerpt(code.toCharArray(), 0, code.length()) + " is no currency code");
      }
    }
  }

  /** A market; a name that the definition cannot tell is none. */
  static final class OfMarket extends CodeReader {

    private final Market definition;

    OfMarket(int index, Market definition) {
      super(index);
      this.definition = definition;
    }

    @Override
    void take(String code, FieldValues values) {
      definition
          .market(code)
          .ifPresentOrElse(market -> values.text(index, market), () -> values.none(index));
    }
  }
}
