// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Works out what a micro-batch took from each partition of the hub. */
final class SourceRanges {

  private SourceRanges() {}

  static List<SourceRange> of(Dataset<Row> rows) {
    Set<String> present = Set.of(rows.columns());
    Column canary = present.contains(HubRecords.KEY) ? HubRecords.isCanary() : lit(false);
    Column duplicate =
        present.contains(DuplicateMarks.DUPLICATE) ? col(DuplicateMarks.DUPLICATE) : lit(false);
    return rows
        .groupBy(col(HubRecords.TOPIC), col(HubRecords.PARTITION))
        .agg(
            min(col(HubRecords.OFFSET)),
            max(col(HubRecords.OFFSET)).plus(1),
            count(lit(1)),
            count_if(canary),
            count_if(duplicate),
            max(col(HubRecords.APPENDED_AT)))
        .collectAsList()
        .stream()
        .map(
            row ->
                new SourceRange(
                    row.getString(0),
                    row.getInt(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getTimestamp(7).toInstant()))
        .toList();
  }
}
