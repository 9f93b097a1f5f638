// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.check;

import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.quote.Price;
import dev.quotelake.gateway.quote.Quote;
import dev.quotelake.gateway.quote.QuotedAtSource;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Prints a batch as a table, columns that are empty for all quotes left out. */
final class BatchTable {

  private static final List<String> HEAD =
      List.of(
          "symbol",
          "price",
          "bid",
          "ask",
          "open",
          "high",
          "low",
          "previous-close",
          "bid-size",
          "ask-size",
          "last-size",
          "day-volume",
          "currency",
          "quoted at");

  private final PrintStream out;

  BatchTable(PrintStream out) {
    this.out = out;
  }

  void print(QuoteBatch batch) {
    out.println("quotes      " + batch.quotes().size());
    if (!batch.quotes().isEmpty()) {
      printQuotes(batch.quotes());
    }
    out.println("rejects     " + batch.rejects().size());
    for (Reject reject : batch.rejects()) {
      out.println(
          "  "
              + Objects.requireNonNullElse(reject.symbol(), "?")
              + "  "
              + reject.reason()
              + ": "
              + reject.detail());
    }
    out.println("empty       " + String.join(" ", batch.empty()));
    out.println("unknown     " + String.join(" ", batch.unknown()));
  }

  private void printQuotes(List<Quote> quotes) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    quotes.forEach(quote -> rows.add(row(quote)));
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int column = 0; column < HEAD.size(); column++) {
        int width = width(rows, column);
        if (width > 0) {
          String cell = row.get(column);
          line.append(' ').append(cell).append(" ".repeat(width - cell.length() + 1));
        }
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** The width of a column; 0 if it has nothing but its name. */
  private static int width(List<List<String>> rows, int column) {
    int widest = 0;
    for (List<String> row : rows.subList(1, rows.size())) {
      widest = Math.max(widest, row.get(column).length());
    }
    return widest == 0 ? 0 : Math.max(widest, HEAD.get(column).length());
  }

  private static List<String> row(Quote quote) {
    return List.of(
        quote.symbol(),
        text(quote.price()),
        text(quote.bid()),
        text(quote.ask()),
        text(quote.open()),
        text(quote.high()),
        text(quote.low()),
        text(quote.previousClose()),
        text(quote.bidSize()),
        text(quote.askSize()),
        text(quote.lastSize()),
        text(quote.dayVolume()),
        text(quote.currency()),
        Instant.EPOCH.plus(quote.quotedAtMicros(), ChronoUnit.MICROS)
            + (quote.quotedAtSource() == QuotedAtSource.GATEWAY ? " (time of receipt)" : ""));
  }

  private static String text(Object value) {
    if (value instanceof Price price) {
      return price.toBigDecimal().stripTrailingZeros().toPlainString();
    }
    return Objects.toString(value, "");
  }
}
