// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Console;

/** How the answer to a query is printed. */
public enum RowFormat {
  /** For people: 10,000 rows at most. */
  TABLE,
  /** All rows, see {@link RowLines#csv}. */
  CSV,
  /** All rows, one JSON object a line. */
  JSON;

  private static final int MOST_ROWS = 10_000;

  /** Columns of Spark's own answers whose values are text of several lines. */
  private static final Set<String> TEXTS = Set.of("createtab_stmt", "function_desc", "plan");

  public void print(Dataset<Row> rows, PrintWriter out) {
    switch (this) {
      case TABLE -> out.print(table(rows));
      case CSV -> RowLines.csv(rows).print(out);
      case JSON -> RowLines.json(rows).print(out);
    }
  }

  private static String table(Dataset<Row> rows) {
    return rows.columns().length == 1 && TEXTS.contains(rows.columns()[0])
        ? rows.collectAsList().stream()
            .map(row -> row.getString(0).strip() + System.lineSeparator())
            .collect(Collectors.joining())
        : shown(rows);
  }

  /** Spark's own table, which it can only print: a line break of the printing ends it. */
  private static String shown(Dataset<Row> rows) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream console = new PrintStream(text, false, StandardCharsets.UTF_8);
    Console.withOut(
        console,
        () -> {
          rows.show(MOST_ROWS, false);
          return null;
        });
    console.flush();
    return text.toString(StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
  }
}
