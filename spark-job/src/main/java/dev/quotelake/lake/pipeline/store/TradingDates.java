// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.HubRecords;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trading days to which a command is confined, the first and the last included; all without bounds.
 * A record that names no trading day belongs to the day, in UTC, on which the hub got it.
 */
public record TradingDates(Optional<LocalDate> from, Optional<LocalDate> to) {

  /** All of them. */
  public static final TradingDates ALL = new TradingDates(Optional.empty(), Optional.empty());

  /**
   * A record may come this long before its trading day: markets close for as long as two weeks, and
   * what is quoted meanwhile belongs to the day after.
   */
  private static final int DAYS_AHEAD = 31;

  public boolean isAll() {
    return equals(ALL);
  }

  /** The rows of these days, of rows as the table's transform gives them or as they are stored. */
  public Dataset<Row> of(TableDefinition table, Dataset<Row> rows) {
    return isAll() || table.day().isEmpty() ? rows : rows.where(among(table, rows));
  }

  private Column among(TableDefinition table, Dataset<Row> rows) {
    Column day = expr(table.day().orElseThrow());
    boolean isRecord = Arrays.asList(rows.columns()).contains(HubRecords.APPENDED_AT);
    Column appended = expr("to_date(" + HubRecords.APPENDED_AT + ")");
    Column known = isRecord ? coalesce(day, appended) : day;
    return bound(from, known::geq).and(bound(to, known::leq));
  }

  private static Column bound(Optional<LocalDate> day, Function<Object, Column> compare) {
    return day.map(date -> compare.apply(lit(date))).orElse(lit(true));
  }

  /** Rows of an upstream without most of those that came before these days. */
  Dataset<Row> readable(TableDefinition upstream, Dataset<Row> rows) {
    if (from.isEmpty()) {
      return rows;
    }
    if (upstream.hasDayColumn()) {
      return rows.where(expr(upstream.day().orElseThrow()).geq(lit(from.get())));
    }
    return Arrays.asList(rows.columns()).contains(HubRecords.APPENDED_AT)
        ? rows.where(
            expr(HubRecords.APPENDED_AT)
                .geq(lit(from.get().minusDays(DAYS_AHEAD)).cast("timestamp")))
        : rows;
  }

  /** The same as SQL over the stored rows of a table that has a column for the day. */
  public String sql(TableDefinition table) {
    String day = table.day().orElseThrow();
    return Stream.of(
            from.map(date -> "%s >= date'%s'".formatted(day, date)),
            to.map(date -> "%s <= date'%s'".formatted(day, date)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" and "));
  }

  @Override
  public String toString() {
    return isAll()
        ? "all days"
        : "days "
            + from.map(date -> "from " + date).orElse("")
            + to.map(date -> " to " + date).orElse("");
  }
}
