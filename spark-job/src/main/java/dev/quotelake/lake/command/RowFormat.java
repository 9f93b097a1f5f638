// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/** How the answer to a query is printed. */
enum RowFormat {
  /** For people. */
  TABLE {
    @Override
    void print(Dataset<Row> rows, PrintWriter out) {
      out.print(rows.showString(MOST_ROWS, 0, false));
    }
  },
  /** RFC 4180, with a header line; nested values as JSON. */
  CSV {
    @Override
    void print(Dataset<Row> rows, PrintWriter out) {
      out.println(
          Arrays.stream(rows.columns()).map(RowFormat::quoted).collect(Collectors.joining(",")));
      Column[] texts =
          Arrays.stream(rows.schema().fields()).map(RowFormat::text).toArray(Column[]::new);
      for (Iterator<Row> all = rows.select(texts).toLocalIterator(); all.hasNext(); ) {
        Row row = all.next();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
          line.append(i == 0 ? "" : ",").append(row.isNullAt(i) ? "" : quoted(row.getString(i)));
        }
        out.println(line);
      }
    }
  },
  /** One JSON object a line. */
  JSON {
    @Override
    void print(Dataset<Row> rows, PrintWriter out) {
      rows.toJSON().toLocalIterator().forEachRemaining(out::println);
    }
  };

  private static final int MOST_ROWS = 10_000;

  abstract void print(Dataset<Row> rows, PrintWriter out);

  private static Column text(StructField field) {
    Column column = functions.col("`" + field.name().replace("`", "``") + "`");
    return nested(field.dataType()) ? functions.to_json(column) : column.cast("string");
  }

  private static boolean nested(DataType type) {
    return switch (type.typeName()) {
      case "struct", "array", "map" -> true;
      default -> false;
    };
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
