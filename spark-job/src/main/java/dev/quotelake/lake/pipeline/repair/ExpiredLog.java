// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.source.HubRecords;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The event log of a lake whose old days are gone: its old rows go, too, and in their place stands
 * one for each table from which the counts go on.
 */
final class ExpiredLog {

  private final Tables tables;
  private final Graph graph;
  private final Dataset<Row> log;

  ExpiredLog(Tables tables, Graph graph) {
    this.tables = tables;
    this.graph = graph;
    this.log = tables.read(EventLog.NAME);
  }

  /**
   * Replaces what is older than a day, in one commit. The newest batch stays, whatever its age.
   *
   * @param first the first day that stays
   */
  void before(LocalDate first) {
    Row newest =
        log.where("flow not like 'requeue-%'")
            .selectExpr("max_by(flow, committed_at)", "max_by(batch, committed_at)")
            .head();
    if (newest.isNullAt(0)) {
      return;
    }
    String old =
        "committed_at < timestamp'%s 00:00:00Z' and coalesce(batch, -1) < %d"
            .formatted(first, newest.getLong(1));
    Dataset<Row> staying = log.where("not (" + old + ")");
    long firstBatch =
        staying
            .where(col("flow").equalTo(newest.getString(0)))
            .selectExpr("min(batch)")
            .head()
            .getLong(0);
    Timestamp at = Timestamp.from(first.atStartOfDay().toInstant(ZoneOffset.UTC).minusNanos(1_000));
    List<Row> carried = new ArrayList<>();
    for (TableDefinition table : graph.tables()) {
      carried.add(
          RowFactory.create(
              newest.getString(0),
              firstBatch - 1,
              table.name(),
              at,
              0L,
              0L,
              rowsOut(table, old, staying),
              0L,
              0L,
              0L,
              List.of(),
              begins(table),
              null,
              EventLog.EXPIRY,
              "before " + first));
    }
    Dataset<Row> rows = tables.spark().createDataFrame(carried, EventLog.COLUMNS).coalesce(1);
    tables.save(
        rows.write().format("delta").mode("overwrite").option("replaceWhere", old), EventLog.NAME);
  }

  /** So many that all together are what a table of the hub holds; of others, what was logged. */
  private long rowsOut(TableDefinition table, String old, Dataset<Row> staying) {
    return table.upstream().equals(TableDefinition.HUB)
        ? tables.read(table.storedName()).count() - logged(table, staying)
        : logged(table, log.where(old));
  }

  private static long logged(TableDefinition table, Dataset<Row> rows) {
    return rows.where(col("table").equalTo(table.name()))
        .agg(coalesce(sum("rows_out"), lit(0L)))
        .head()
        .getLong(0);
  }

  /** Where the partitions of a table of the hub begin now, as ranges without records. */
  private List<Row> begins(TableDefinition table) {
    if (!table.upstream().equals(TableDefinition.HUB)) {
      return List.of();
    }
    return tables
        .read(table.storedName())
        .groupBy(HubRecords.PARTITION)
        .min(HubRecords.OFFSET)
        .collectAsList()
        .stream()
        .map(
            row ->
                RowFactory.create(null, row.getInt(0), row.getLong(1), row.getLong(1), 0L, 0L, 0L))
        .toList();
  }
}
