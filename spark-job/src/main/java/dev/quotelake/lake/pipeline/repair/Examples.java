// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import java.sql.Timestamp;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A few rows by name, so that whoever reads of a fault knows where to look. */
final class Examples {

  static final int MOST = 3;

  private Examples() {}

  /** Text that goes on with what is wrong with some rows and which they are; empty if none are. */
  static String named(String fault, Dataset<Row> rows) {
    List<Row> few = rows.limit(MOST).collectAsList();
    return few.isEmpty()
        ? ""
        : "; " + fault + ": " + few.stream().map(Examples::text).collect(Collectors.joining(", "));
  }

  /** A row as the values of its columns, with their names. */
  static String text(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.schema().fieldNames()[i] + "=" + text(row.get(i)))
        .collect(Collectors.joining(" ", "(", ")"));
  }

  static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    }
    return value instanceof Timestamp time ? time.toInstant().toString() : String.valueOf(value);
  }
}
