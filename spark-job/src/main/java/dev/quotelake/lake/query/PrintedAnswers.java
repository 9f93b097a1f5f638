// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import java.io.PrintWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Prints answers, with an empty line between two tables. */
public final class PrintedAnswers implements Queries.Answers {

  private final RowFormat format;
  private final PrintWriter out;
  private boolean first = true;

  public PrintedAnswers(RowFormat format, PrintWriter out) {
    this.format = format;
    this.out = new PrintWriter(out, false);
  }

  @Override
  public void take(Dataset<Row> rows) {
    if (!first && format != RowFormat.JSON) {
      out.println();
    }
    first = false;
    format.print(rows, out);
    out.flush();
  }
}
