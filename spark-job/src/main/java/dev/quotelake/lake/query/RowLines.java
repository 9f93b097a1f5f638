// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * Rows as lines of text, made where the rows are.
 *
 * @param header what stands before them
 */
record RowLines(Optional<String> header, Dataset<String> lines) {

  /** How often it is looked whether anybody still reads. */
  private static final int ROWS_BETWEEN_LOOKS = 10_000;

  /**
   * RFC 4180 with a header; nested values as JSON; null is nothing and an empty text is two quotes.
   */
  static RowLines csv(Dataset<Row> rows) {
    String header =
        Arrays.stream(rows.columns()).map(RowLines::quoted).collect(Collectors.joining(","));
    Dataset<String> lines =
        texts(rows).map((MapFunction<Row, String>) RowLines::csv, Encoders.STRING());
    return new RowLines(Optional.of(header), lines);
  }

  /** An object a line. */
  static RowLines json(Dataset<Row> rows) {
    return new RowLines(Optional.empty(), rows.toJSON());
  }

  /** Prints all lines, a partition of the rows in memory at a time. */
  void print(PrintWriter out) {
    header.ifPresent(out::println);
    Iterator<String> all = lines.toLocalIterator();
    for (long count = 1; all.hasNext(); count++) {
      out.println(all.next());
      if (count % ROWS_BETWEEN_LOOKS == 0 && out.checkError()) {
        return;
      }
    }
  }

  /** All columns as text, by position: an answer may have columns of the same name. */
  private static Dataset<Row> texts(Dataset<Row> rows) {
    StructField[] fields = rows.schema().fields();
    String[] places = new String[fields.length];
    Column[] texts = new Column[fields.length];
    for (int i = 0; i < fields.length; i++) {
      places[i] = "column" + i;
      Column column = functions.col(places[i]);
      texts[i] = nested(fields[i].dataType()) ? functions.to_json(column) : column.cast("string");
    }
    return rows.toDF(places).select(texts);
  }

  private static boolean nested(DataType type) {
    return switch (type.typeName()) {
      case "struct", "array", "map" -> true;
      default -> false;
    };
  }

  private static String csv(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.isNullAt(i) ? "" : quoted(row.getString(i)))
        .collect(Collectors.joining(","));
  }

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
