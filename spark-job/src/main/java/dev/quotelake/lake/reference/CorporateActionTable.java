// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.pipeline.store.Tables;
import java.sql.Date;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Splits of symbols as a small stored table that views adjust prices with. A row holds for the
 * trading days from {@code applies_from} to the day before its {@code ex_date}, and {@code factor}
 * is the product of its ratio and those of all later splits: prices of these days are divided by
 * it, volumes multiplied.
 */
public final class CorporateActionTable {
  /** What people query. */
  public static final String NAME = "corporate_actions";

  private static final StructType COLUMNS =
      StructType.fromDDL(
          "symbol string, ex_date date, ratio double, applies_from date, factor double");

  private static final LocalDate BEGINNING = LocalDate.of(1, 1, 1);

  /**
   * A split.
   *
   * @param exDate the first trading day with the new shares
   * @param ratio new shares for an old one
   */
  private record Split(String symbol, LocalDate exDate, double ratio) {}

  private final Tables tables;

  public CorporateActionTable(Tables tables) {
    this.tables = tables;
  }

  /** Makes the table, empty, where there is none: views over it need it. */
  public void create() {
    if (!tables.exists(NAME)) {
      write(List.of());
    }
  }

  /**
   * Reads a list into the table, and again when it changes, until it is closed.
   *
   * @param list with the columns symbol, ex_date and ratio, such as {@code 2:1} or 2
   * @throws SettingsException when the list is not there, or none of splits
   */
  public AutoCloseable watch(ReferenceList list, Duration interval) {
    return ListWatch.start(list, interval, () -> write(splits(list)));
  }

  private static List<Split> splits(ReferenceList list) {
    return list.read(List.of("symbol", "ex_date", "ratio"), List.of()).stream()
        .map(CorporateActionTable::split)
        .toList();
  }

  private static Split split(Row row) {
    if (row.anyNull()) {
      throw new SettingsException(
          "the corporate action %s lacks a value: give symbol, ex_date and ratio".formatted(row));
    }
    LocalDate exDate =
        LocalDate.ofInstant(ReferenceList.instant("ex_date", row.getString(1)), ZoneOffset.UTC);
    return new Split(row.getString(0), exDate, ratio(row.getString(2)));
  }

  private static double ratio(String text) {
    String[] shares = text.split(":", 2);
    try {
      double ratio =
          Double.parseDouble(shares[0]) / (shares.length > 1 ? Double.parseDouble(shares[1]) : 1);
      if (ratio > 0 && Double.isFinite(ratio)) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new SettingsException(
        "the ratio %s is none: write new shares for old ones, as 2:1 or 0.1".formatted(text));
  }

  private void write(List<Split> splits) {
    Map<String, List<Split>> bySymbol =
        splits.stream()
            .sorted(Comparator.comparing(Split::exDate))
            .collect(Collectors.groupingBy(Split::symbol));
    List<Row> all = bySymbol.values().stream().flatMap(each -> rows(each).stream()).toList();
    Dataset<Row> rows = tables.spark().createDataFrame(all, COLUMNS);
    tables.save(rows.coalesce(1).write().format("delta").mode("overwrite"), NAME);
  }

  /** From the last split to the first. */
  private static List<Row> rows(List<Split> ordered) {
    List<Row> rows = new ArrayList<>();
    double factor = 1;
    for (int i = ordered.size() - 1; i >= 0; i--) {
      Split split = ordered.get(i);
      factor *= split.ratio();
      LocalDate from = i == 0 ? BEGINNING : ordered.get(i - 1).exDate();
      rows.add(
          RowFactory.create(
              split.symbol(),
              Date.valueOf(split.exDate()),
              split.ratio(),
              Date.valueOf(from),
              factor));
    }
    return rows;
  }
}
