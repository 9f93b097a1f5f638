// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quotelake.sandbox.run.folder.DataFolder;
import dev.quotelake.sandbox.run.process.Programs;
import dev.quotelake.sandbox.run.screen.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;

/**
 * What a run leaves in the tables: how many quotes, whether all are accounted for, and the day's
 * gold summary.
 */
final class Summary {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int ROWS = 10;
  private static final String ROW = "%-10s %-16s %-14s %12s %12s %12s %12s %15s %8s";

  private static final String SQL =
      """
      select t.*, cast(g.trading_date as string) as day, g.symbol, g.provider, g.open, g.high, g.low, g.close, g.volume, g.quote_count
      from (select (select count(*) from bronze_quotes) as bronze,
                   (select count(*) from silver_quotes) as silver,
                   (select count(*) from silver_quarantine) as quarantine,
                   (select coalesce(sum(duplicates), 0) from event_log where table = 'bronze_quotes') as duplicates) t
      left join gold_daily_summary g on true
      order by g.trading_date desc, g.volume desc nulls last, g.symbol, g.provider
      """;

  private final Programs programs;
  private final DataFolder folder;
  private final PrintStream out;

  Summary(Programs programs, DataFolder folder, PrintStream out) {
    this.programs = programs;
    this.folder = folder;
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @param published how many quotes the hub holds
   * @return whether the tables account for them all
   */
  boolean print(long published) throws IOException, InterruptedException {
    if (published == 0) {
      out.println("No quote was published.");
      return true;
    }
    List<JsonNode> rows = query();
    long bronze = rows.get(0).get("bronze").asLong();
    long silver = rows.get(0).get("silver").asLong();
    long quarantine = rows.get(0).get("quarantine").asLong();
    long duplicates = rows.get(0).get("duplicates").asLong();
    var days = rows.stream().filter(it -> it.hasNonNull("symbol")).toList();
    out.println();
    out.printf(Locale.ROOT, "gold_daily_summary: %s rows%n", Text.count(days.size()));
    out.printf(
        ROW + "%n",
        "date",
        "symbol",
        "provider",
        "open",
        "high",
        "low",
        "close",
        "volume",
        "quotes");
    days.stream().limit(ROWS).forEach(this::row);
    if (days.isEmpty() && silver > 0) {
      out.println(
          "Their markets were closed: quotes while closed are in gold_latest_quotes alone.");
    }
    if (days.size() > ROWS) {
      boolean usual = folder.path().equals(programs.root().resolve("data"));
      out.printf(
          "... and %s more: ops/query %s\"select * from gold_daily_summary\"%n",
          Text.count(days.size() - ROWS), usual ? "" : "--data " + folder.path() + " ");
    }
    out.printf(
        "%npublished %s, bronze %s = silver %s + quarantine %s + duplicates %s%n",
        Text.count(published),
        Text.count(bronze),
        Text.count(silver),
        Text.count(quarantine),
        Text.count(duplicates));
    boolean complete = published == bronze && bronze == silver + quarantine + duplicates;
    if (!complete) {
      out.println("These numbers do not agree: quotes are missing or counted twice.");
    }
    return complete;
  }

  private void row(JsonNode row) {
    out.printf(
        ROW + "%n",
        row.get("day").asText(),
        row.get("symbol").asText(),
        row.get("provider").asText(),
        price(row, "open"),
        price(row, "high"),
        price(row, "low"),
        price(row, "close"),
        row.hasNonNull("volume") ? Text.count(row.get("volume").asLong()) : "-",
        Text.count(row.get("quote_count").asLong()));
  }

  private static String price(JsonNode row, String field) {
    return row.hasNonNull(field)
        ? row.get(field).decimalValue().stripTrailingZeros().toPlainString()
        : "-";
  }

  private List<JsonNode> query() throws IOException, InterruptedException {
    var arguments =
        List.of("query", "--tables", folder.tables().toString(), "--format", "json", SQL);
    var process =
        new ProcessBuilder(programs.lakeCommand(folder.tables(), arguments))
            .directory(folder.path().toFile())
            .redirectError(Redirect.appendTo(folder.log("query").toFile()))
            .start();
    try (var values =
        JSON.readerFor(JsonNode.class).<JsonNode>readValues(process.getInputStream())) {
      List<JsonNode> rows = values.readAll();
      if (process.waitFor() != 0 || rows.isEmpty()) {
        throw new IOException("the summary's query failed; its log: " + folder.log("query"));
      }
      return rows;
    }
  }
}
