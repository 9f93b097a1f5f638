// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import dev.quotelake.lake.pipeline.batch.BatchObserver;
import dev.quotelake.lake.pipeline.batch.EventLogWriter;
import dev.quotelake.lake.pipeline.batch.MicroBatch;
import dev.quotelake.lake.pipeline.store.BatchId;
import dev.quotelake.lake.pipeline.store.Pause;
import dev.quotelake.lake.pipeline.store.TableWriter;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.Validation;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import scala.collection.JavaConverters;

/**
 * Brings rows back from quarantine that pass the rules as they are now: a schema was learnt, a
 * threshold changed. The rows are set aside under a name of their own first; all that follows is
 * repeated without harm, so a requeue that was cut short is finished by the next one.
 */
public final class Requeue {

  /** Delta's own memory of a write: an unfinished requeue may go on after any number of commits. */
  private static final String TRANSACTION_APP = "spark.databricks.delta.write.txnAppId";

  private static final String TRANSACTION_VERSION = "spark.databricks.delta.write.txnVersion";

  private static final String[] EVENT = {"event_id"};
  private static final String ASIDE = "_requeue";
  private static final String SAME_RECORD =
      "stored.topic = back.topic and stored.partition = back.partition and stored.offset ="
          + " back.offset";
  private static final String RUN = "requeue_run";

  private final Tables tables;
  private final Graph graph;

  public Requeue(Tables tables, Graph graph) {
    this.tables = tables;
    this.graph = graph;
  }

  /** Requeues all quarantines; the number of rows that came back. */
  public long all() {
    long[] count = {0};
    for (TableDefinition table : graph.tables()) {
      table
          .quarantine()
          .ifPresent(
              quarantine ->
                  new Pause(tables, Clock.systemUTC())
                      .during(() -> count[0] += requeue(table, quarantine)));
    }
    return count[0];
  }

  /** Whether an earlier run set rows of a quarantine aside and was cut short. */
  static boolean isUnfinished(Tables tables, TableDefinition quarantine) {
    String aside = quarantine.storedName() + ASIDE;
    return tables.exists(aside) && !tables.read(aside).isEmpty();
  }

  private long requeue(TableDefinition table, TableDefinition quarantine) {
    String aside = quarantine.storedName() + ASIDE;
    if (!isUnfinished(tables, quarantine)) {
      setAside(table, quarantine, aside);
    }
    Dataset<Row> records = tables.read(aside);
    if (records.isEmpty()) {
      return 0;
    }
    long count = records.count();
    String run = records.head().getAs(RUN);
    carryUp(table, records, BatchId.ofRequeue(run));
    tables
        .open(quarantine.storedName())
        .as("stored")
        .merge(records.as("back"), functions.expr(SAME_RECORD))
        .whenMatched()
        .delete()
        .execute();
    tables.open(aside).delete();
    return count;
  }

  private void setAside(TableDefinition table, TableDefinition quarantine, String aside) {
    Dataset<Row> quarantined = Quarantined.records(tables.read(quarantine.storedName()));
    Dataset<Row> passing = table.validatedFrom(quarantined).where(Validation.kept());
    Dataset<Row> held = tables.read(table.storedName()).select("event_id");
    Dataset<Row> back =
        Quarantined.records(passing.dropDuplicates("event_id").join(held, EVENT, "left_anti"))
            .withColumn(RUN, functions.lit(UUID.randomUUID().toString()));
    tables.save(back.write().format("delta").mode("overwrite"), aside);
  }

  private void carryUp(TableDefinition table, Dataset<Row> records, BatchId batch) {
    SparkSession session = withSettingsOf(tables.spark());
    session.conf().set(TRANSACTION_APP, batch.flow());
    session.conf().set(TRANSACTION_VERSION, Long.toString(batch.number()));
    TableWriter writer = new TableWriter(tables, () -> {});
    writer.begin(session, batch);
    Dataset<Row> own = session.createDataFrame(records.collectAsList(), records.schema());
    try (MicroBatch run = new MicroBatch(graph.withDownstream(table), writer, BatchObserver.NONE)) {
      run.begin(own);
      run.writeTables();
      new EventLogWriter(writer).append(session, batch, run.ranges(), run.commits(), Map.of());
    }
  }

  /** Another session with the same settings, to be given some of its own. */
  private static SparkSession withSettingsOf(SparkSession other) {
    SparkSession session = other.newSession();
    JavaConverters.mapAsJavaMap(other.conf().getAll())
        .forEach(
            (key, value) -> {
              if (session.conf().isModifiable(key)) {
                session.conf().set(key, value);
              }
            });
    return session;
  }
}
