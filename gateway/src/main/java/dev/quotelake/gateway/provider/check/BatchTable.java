// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.check;

import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.quote.FixedDecimal;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Prints a batch as a table, columns that are empty for all quotes left out. */
final class BatchTable {

  private record Column(String name, Function<Quote, Object> value) {

    String cell(Quote quote) {
      Object found = value.apply(quote);
      return found instanceof FixedDecimal number
          ? number.toBigDecimal().stripTrailingZeros().toPlainString()
          : Objects.toString(found, "");
    }

    /** Its width; 0 if it has nothing but its name. */
    int width(List<Quote> quotes) {
      int widest = quotes.stream().mapToInt(quote -> cell(quote).length()).max().orElse(0);
      return widest == 0 ? 0 : Math.max(widest, name.length());
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("symbol", Quote::symbol),
          new Column("price", Quote::price),
          new Column("bid", Quote::bid),
          new Column("ask", Quote::ask),
          new Column("open", Quote::open),
          new Column("high", Quote::high),
          new Column("low", Quote::low),
          new Column("previous-close", Quote::previousClose),
          new Column("bid-size", Quote::bidSize),
          new Column("ask-size", Quote::askSize),
          new Column("last-size", Quote::lastSize),
          new Column("day-volume", Quote::dayVolume),
          new Column("currency", Quote::currency),
          new Column("market", Quote::market),
          new Column("quoted at", BatchTable::quotedAt));

  private final PrintStream out;

  BatchTable(PrintStream out) {
    this.out = out;
  }

  void print(QuoteBatch batch) {
    out.println("quotes      " + batch.quotes().size());
    if (!batch.quotes().isEmpty()) {
      Map<Column, Integer> widths = new LinkedHashMap<>();
      COLUMNS.forEach(column -> widths.put(column, column.width(batch.quotes())));
      widths.values().removeIf(width -> width == 0);
      printRow(widths, Column::name);
      batch.quotes().forEach(quote -> printRow(widths, column -> column.cell(quote)));
    }
    out.println("rejects     " + batch.rejects().size());
    for (Reject reject : batch.rejects()) {
      String symbol = Objects.requireNonNullElse(reject.symbol(), "?");
      out.println("  " + symbol + "  " + reject.reason() + ": " + reject.detail());
    }
    out.println("empty       " + String.join(" ", batch.empty()));
    out.println("unknown     " + String.join(" ", batch.unknown()));
  }

  private void printRow(Map<Column, Integer> widths, Function<Column, String> cell) {
    StringBuilder line = new StringBuilder(" ");
    widths.forEach(
        (column, width) ->
            line.append(String.format(" %-" + (width + 1) + "s", cell.apply(column))));
    out.println(line.toString().stripTrailing());
  }

  private static String quotedAt(Quote quote) {
    return Instant.EPOCH.plus(quote.quotedAtMicros(), ChronoUnit.MICROS)
        + (quote.quotedAtSource() == QuotedAtSource.GATEWAY ? " (time of receipt)" : "");
  }
}
