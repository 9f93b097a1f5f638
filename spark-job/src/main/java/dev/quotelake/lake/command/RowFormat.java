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
      for (Iterator<Row> all = texts(rows).toLocalIterator(); all.hasNext(); ) {
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

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
