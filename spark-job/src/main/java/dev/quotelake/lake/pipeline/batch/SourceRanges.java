// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.DuplicateMarks;
import dev.quotelake.lake.source.HubRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a micro-batch took from each partition of the hub, and how many of its rows each table takes
 * that reads it: one pass, which also brings the rows into memory.
 */
final class SourceRanges {

  private final List<SourceRange> ranges = new ArrayList<>();
  private final Map<String, Long> offered = new HashMap<>();

  private SourceRanges() {}

  static SourceRanges of(Dataset<Row> rows, List<TableDefinition> readers) {
    SourceRanges result = new SourceRanges();
    List<Column> sums = new ArrayList<>(ofPartition(Set.of(rows.columns())));
    readers.forEach(table -> sums.add(count_if(table.filter().orElse(lit(true))).as(table.name())));
    rows.groupBy(col(HubRecords.TOPIC), col(HubRecords.PARTITION))
        .agg(min(col(HubRecords.OFFSET)), sums.toArray(Column[]::new))
        .collectAsList()
        .forEach(row -> result.add(row, readers));
    return result;
  }

  private static List<Column> ofPartition(Set<String> present) {
    Column canary = present.contains(HubRecords.KEY) ? HubRecords.isCanary() : lit(false);
    Column duplicate =
        present.contains(DuplicateMarks.DUPLICATE) ? col(DuplicateMarks.DUPLICATE) : lit(false);
    return List.of(
        max(col(HubRecords.OFFSET)).plus(1),
        count(lit(1)),
        count_if(canary),
        count_if(duplicate),
        max(col(HubRecords.APPENDED_AT)));
  }

  private void add(Row row, List<TableDefinition> readers) {
    ranges.add(
        new SourceRange(
            row.getString(0),
            row.getInt(1),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getTimestamp(7).toInstant()));
    for (TableDefinition table : readers) {
      offered.merge(table.name(), row.<Long>getAs(table.name()), Long::sum);
    }
  }

  List<SourceRange> ranges() {
    return List.copyOf(ranges);
  }

  long records() {
    return ranges.stream().mapToLong(SourceRange::records).sum();
  }

  /** How many rows a table takes that reads the source. */
  Map<String, Long> offered() {
    return Map.copyOf(offered);
  }
}
