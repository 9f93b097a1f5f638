// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.udf;

import dev.quotelake.lake.contract.DecodeQuotes;
import dev.quotelake.lake.contract.QuoteEventSchema;
import dev.quotelake.lake.source.HubRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;

/** Puts the fields of the event beside the columns of its record; null where it is no event. */
final class DecodedRecords {

  /** Why a record is no event; null where it is one. */
  static final String REASON = "reason";

  private static final Set<String> TIMES = Set.of("quoted_at", "fetched_at");
  private static final String DECODED = "decoded";

  private DecodedRecords() {}

  static Dataset<Row> of(Dataset<Row> records) {
    UserDefinedFunction decode = udf(new DecodeQuotes(), DecodeQuotes.TYPE);
    return records.withColumn(DECODED, decode.apply(col(HubRecords.VALUE))).select(columns());
  }

  private static Column[] columns() {
    List<Column> columns = new ArrayList<>();
    for (String name : HubRecords.TYPE.fieldNames()) {
      columns.add(col(name));
    }
    columns.add(col(DECODED + "." + DecodeQuotes.UNDECODABLE).as(REASON));
    for (String name : QuoteEventSchema.sparkType().fieldNames()) {
      Column value = col(DECODED + "." + DecodeQuotes.EVENT + "." + name);
      columns.add((TIMES.contains(name) ? timestamp_micros(value) : value).as(name));
    }
    return columns.toArray(Column[]::new);
  }
}
