// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import dev.quotelake.lake.config.SettingsException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * All versions of all instruments, each with the time it was valid: from the beginning, included,
 * to the end, not included; the current one has no end. The first list that is ever read is valid
 * from 1970 on, since it is the best that is known of earlier quotes; a later one from when it is
 * first used, unless a row of it says from when.
 *
 * @param versions rows of {@link #COLUMNS}
 */
record InstrumentHistory(List<Row> versions) {

  /**
   * What a list says of one instrument; all but the symbol may be null. The symbol is as providers
   * name it, the exchange is where it is listed, the currency (ISO 4217) the one it is quoted in,
   * the market the one whose calendar its quotes live by.
   */
  private static final StructType INSTRUMENT =
      StructType.fromDDL(
          """
          symbol string, name string, exchange string, sector string, currency string,
          market string\
          """);

  /** An instrument while it did not change. */
  static final StructType COLUMNS =
      INSTRUMENT
          .add("valid_from", DataTypes.TimestampType)
          .add("valid_to", DataTypes.TimestampType);

  static final Instant BEGINNING = Instant.EPOCH;

  private static final int SYMBOL = 0;
  private static final int VALID_FROM = COLUMNS.fieldIndex("valid_from");
  private static final int VALID_TO = COLUMNS.fieldIndex("valid_to");
  private static final List<String> REQUIRED = List.of("symbol");
  private static final List<String> OPTIONAL =
      List.of("name", "exchange", "sector", "currency", "market", "valid_from");

  /**
   * An instrument as a list has it.
   *
   * @param values as in a version, without its times
   * @param from when it became so, if the list says it
   */
  record Listed(Row values, Optional<Instant> from) {

    private String symbol() {
      return values.getString(SYMBOL);
    }

    private boolean isAs(Row version) {
      Instant begun = version.getTimestamp(VALID_FROM).toInstant();
      return values.equals(instrument(version)) && from.map(begun::equals).orElse(true);
    }
  }

  static InstrumentHistory empty() {
    return new InstrumentHistory(List.of());
  }

  /**
   * What a list says now.
   *
   * @throws SettingsException when it is no list of instruments
   */
  static List<Listed> rowsOf(ReferenceList list) {
    return list.read(REQUIRED, OPTIONAL).stream()
        .map(
            row ->
                new Listed(
                    instrument(row),
                    Optional.ofNullable(row.getString(VALID_FROM))
                        .map(text -> ReferenceList.instant("valid_from", text))))
        .toList();
  }

  /**
   * The history after a new list was read: what changed ends and begins anew, what is gone ends,
   * what is new begins. A row that says from when takes the place of what was known from then on.
   *
   * @param list each symbol once
   * @param at from when on rows are valid that do not say it
   * @return this history when the list says nothing new
   * @throws SettingsException when a symbol is missing or stands twice
   */
  InstrumentHistory after(List<Listed> list, Instant at) {
    Map<String, Listed> listed = bySymbol(list);
    List<Row> next = new ArrayList<>();
    for (Row version : versions) {
      Listed now = listed.get(version.getString(SYMBOL));
      if (now == null) {
        next.addAll(until(at, version));
      } else if (version.isNullAt(VALID_TO) && now.isAs(version)) {
        next.add(version);
        listed.remove(now.symbol());
      } else if (!version.isNullAt(VALID_TO) || !now.values().equals(instrument(version))) {
        next.addAll(until(now.from().orElse(at), version));
      }
    }
    Instant usual = versions.isEmpty() ? BEGINNING : at;
    listed.values().forEach(it -> next.add(version(it.values(), it.from().orElse(usual), null)));
    return next.equals(versions) ? this : new InstrumentHistory(next);
  }

  /** What is left of a version that ends then at the latest. */
  private static List<Row> until(Instant end, Row version) {
    Timestamp latest = Timestamp.from(end);
    if (!version.getTimestamp(VALID_FROM).before(latest)) {
      return List.of();
    }
    boolean ended = !version.isNullAt(VALID_TO) && version.getTimestamp(VALID_TO).before(latest);
    Instant from = version.getTimestamp(VALID_FROM).toInstant();
    return List.of(ended ? version : version(instrument(version), from, end));
  }

  private static Row instrument(Row row) {
    return RowFactory.create(IntStream.range(0, INSTRUMENT.size()).mapToObj(row::get).toArray());
  }

  private static Row version(Row instrument, Instant from, Instant to) {
    Object[] values = new Object[COLUMNS.size()];
    for (int i = 0; i < INSTRUMENT.size(); i++) {
      values[i] = instrument.get(i);
    }
    values[VALID_FROM] = Timestamp.from(from);
    values[VALID_TO] = to == null ? null : Timestamp.from(to);
    return RowFactory.create(values);
  }

  private static Map<String, Listed> bySymbol(List<Listed> list) {
    Map<String, Listed> listed = new LinkedHashMap<>();
    for (Listed instrument : list) {
      String symbol = instrument.symbol();
      if (symbol == null || symbol.isBlank()) {
        throw new SettingsException("a row has no symbol; give each row one");
      }
      if (listed.put(symbol, instrument) != null) {
        throw new SettingsException(
            "the symbol %s stands there twice; keep one row".formatted(symbol));
      }
    }
    return listed;
  }
}
