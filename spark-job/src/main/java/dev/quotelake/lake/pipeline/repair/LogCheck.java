// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.store.ConsistentSnapshot;
import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.HubRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares the tables that read the hub with the event log, and the event log with the checkpoint:
 * none of them begins later or ends earlier than another says.
 */
final class LogCheck {

  private static final Column EXPIRED = col("operation").equalTo(EventLog.EXPIRY);

  private final Graph graph;
  private final ConsistentSnapshot snapshot;
  private final Optional<BatchId> done;

  /**
   * @param done the newest batch that the checkpoint had done before the snapshot was chosen
   */
  LogCheck(Graph graph, ConsistentSnapshot snapshot, Optional<BatchId> done) {
    this.graph = graph;
    this.snapshot = snapshot;
    this.done = done;
  }

  List<Check.Answer> answers() {
    return List.of(missesNoBatch(), beginsWithTheTables(), countsEveryRecord());
  }

  private Check.Answer missesNoBatch() {
    List<String> seen = new ArrayList<>();
    List<String> gaps = new ArrayList<>();
    for (Row flow :
        snapshot
            .microBatches()
            .groupBy("flow")
            .agg(
                coalesce(max(when(EXPIRED, col("batch"))), lit(0L)),
                max("batch"),
                count_distinct(col("batch")))
            .collectAsList()) {
      String batches =
          "batches %d to %d of %s"
              .formatted(Math.max(0, flow.getLong(1)), flow.getLong(2), flow.getString(0));
      long missing = flow.getLong(2) + 1 - flow.getLong(1) - flow.getLong(3);
      seen.add(batches);
      if (missing != 0) {
        gaps.add("%d of the %s are missing".formatted(missing, batches));
      }
    }
    done.filter(newest -> snapshot.newestBatch(newest.flow()) < newest.number())
        .ifPresent(
            newest ->
                gaps.add(
                    "the checkpoint has done batch %d, the event log ends with %d"
                        .formatted(newest.number(), snapshot.newestBatch(newest.flow()))));
    return new Check.Answer(
        "event_log misses no batch",
        gaps.isEmpty(),
        String.join("; ", gaps.isEmpty() ? seen : gaps)
            + (done.isPresent() ? "" : "; no checkpoint is seen from here, none is compared"));
  }

  private Check.Answer beginsWithTheTables() {
    Dataset<Row> logged =
        snapshot
            .microBatches()
            .where(col("table").isin(hubTables()))
            .selectExpr("operation", "explode(offsets) as range")
            .select("operation", "range.*")
            .groupBy(HubRecords.PARTITION)
            .agg(coalesce(min(when(EXPIRED, col("from"))), min("from")).as("logged"));
    Dataset<Row> stored =
        hubRows().groupBy(HubRecords.PARTITION).agg(min(HubRecords.OFFSET).as("stored"));
    boolean someAreGone = !snapshot.microBatches().where(EXPIRED).isEmpty();
    List<String> begins = new ArrayList<>();
    boolean same = true;
    for (Row row :
        logged
            .join(stored, new String[] {HubRecords.PARTITION}, "full")
            .orderBy(HubRecords.PARTITION)
            .collectAsList()) {
      boolean agree = someAreGone ? beginsInTime(row) : Objects.equals(row.get(1), row.get(2));
      same &= agree;
      begins.add(
          agree
              ? "partition %s at offset %s".formatted(row.get(0), row.get(1))
              : "partition %s at offset %s in event_log, %s in the tables"
                  .formatted(row.get(0), row.get(1), row.get(2)));
    }
    return new Check.Answer(
        "the tables begin where event_log does", same, String.join(", ", begins));
  }

  /**
   * Where old records are gone, a hub that was created anew since begins at lower offsets again.
   */
  private static boolean beginsInTime(Row row) {
    return row.isNullAt(2) || !row.isNullAt(1) && row.getLong(2) <= row.getLong(1);
  }

  private Check.Answer countsEveryRecord() {
    long logged =
        snapshot
            .log()
            .where(col("table").isin(hubTables()))
            .agg(coalesce(sum("rows_out"), lit(0L)))
            .head()
            .getLong(0);
    long stored = hubRows().count();
    return new Check.Answer(
        "event_log counts every record of the hub",
        logged == stored,
        "%d logged, %d stored".formatted(logged, stored)
            + (logged == stored ? "" : Examples.named("by partition", byPartition())));
  }

  private Dataset<Row> byPartition() {
    Dataset<Row> logged =
        snapshot
            .microBatches()
            .where(col("table").equalTo(hubTables()[0]))
            .selectExpr("explode(offsets) as range")
            .groupBy("range.partition")
            .agg(sum("range.records").as("logged"));
    Dataset<Row> stored = hubRows().groupBy(HubRecords.PARTITION).agg(count(lit(1)).as("stored"));
    return logged
        .join(stored, new String[] {HubRecords.PARTITION}, "full")
        .where("not logged <=> stored");
  }

  private Dataset<Row> hubRows() {
    return graph.readersOf(TableDefinition.HUB).stream()
        .map(snapshot::rows)
        .map(rows -> rows.select(HubRecords.PARTITION, HubRecords.OFFSET))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private Object[] hubTables() {
    return graph.readersOf(TableDefinition.HUB).stream().map(TableDefinition::name).toArray();
  }
}
