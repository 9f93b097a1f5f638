// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import dev.quotelake.lake.config.SettingsException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * All versions of all instruments, each with the time it was valid: from the beginning, included,
 * to the end, not included; the current one has no end. The first list that is ever read is valid
 * from 1970 on, since it is the best that is known of earlier quotes.
 *
 * @param versions rows of {@link #COLUMNS}
 */
record InstrumentHistory(List<Row> versions) {

  /**
   * What a list says of one instrument; all but the symbol may be null. The symbol is as providers
   * name it, the exchange is where it is listed, the currency (ISO 4217) the one it is quoted in.
   */
  static final StructType INSTRUMENT =
      new StructType()
          .add("symbol", DataTypes.StringType)
          .add("name", DataTypes.StringType)
          .add("exchange", DataTypes.StringType)
          .add("sector", DataTypes.StringType)
          .add("currency", DataTypes.StringType);

  /** An instrument while it did not change. */
  static final StructType COLUMNS =
      INSTRUMENT
          .add("valid_from", DataTypes.TimestampType)
          .add("valid_to", DataTypes.TimestampType);

  static final Instant BEGINNING = Instant.EPOCH;

  private static final int VALID_FROM = COLUMNS.fieldIndex("valid_from");
  private static final int VALID_TO = COLUMNS.fieldIndex("valid_to");

  static InstrumentHistory empty() {
    return new InstrumentHistory(List.of());
  }

  /**
   * The history after a new list was read: what changed ends and begins anew, what is gone ends,
   * what is new begins.
   *
   * @param list rows of {@link #INSTRUMENT}, each symbol once
   * @param at when it was read
   * @return this history when the list says nothing new
   * @throws SettingsException when a symbol is missing or stands twice
   */
  InstrumentHistory after(List<Row> list, Instant at) {
    requireSymbols(list);
    Set<Row> begins = new HashSet<>(list);
    List<Row> next = new ArrayList<>(versions.size());
    for (Row version : versions) {
      Row instrument = instrument(version);
      boolean goesOn = !version.isNullAt(VALID_TO) || begins.remove(instrument);
      Timestamp from = version.getTimestamp(VALID_FROM);
      next.add(goesOn ? version : version(instrument, from, Timestamp.from(at)));
    }
    Timestamp from = Timestamp.from(versions.isEmpty() ? BEGINNING : at);
    list.stream()
        .filter(begins::contains)
        .forEach(instrument -> next.add(version(instrument, from, null)));
    return next.equals(versions) ? this : new InstrumentHistory(next);
  }

  private static Row instrument(Row version) {
    return RowFactory.create(
        IntStream.range(0, INSTRUMENT.size()).mapToObj(version::get).toArray());
  }

  private static Row version(Row instrument, Timestamp from, Timestamp to) {
    Object[] values = new Object[COLUMNS.size()];
    for (int i = 0; i < INSTRUMENT.size(); i++) {
      values[i] = instrument.get(i);
    }
    values[VALID_FROM] = from;
    values[VALID_TO] = to;
    return RowFactory.create(values);
  }

  private static void requireSymbols(List<Row> list) {
    Set<String> symbols = new HashSet<>();
    for (Row instrument : list) {
      String symbol = instrument.getString(0);
      if (symbol == null || symbol.isBlank()) {
        throw new SettingsException(
            "the list of instruments has a row without a symbol; give each row one");
      }
      if (!symbols.add(symbol)) {
        throw new SettingsException(
            "the list of instruments has the symbol %s twice; keep one row".formatted(symbol));
      }
    }
  }
}
