// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into each table what the micro-batches of a flow hold for it, at most once: the metadata
 * of each commit names the batch, and what a table holds by the time the flow first writes to it is
 * read from its history. (Delta's own transaction identifiers do the same at the price of working
 * out the state of the table's whole log for every write, which was two fifths of a micro-batch.)
 */
public final class TableWriter {

  private static final String COMMIT_METADATA = "spark.databricks.delta.commitInfo.userMetadata";
  private static final int MOST_ATTEMPTS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

  private final Tables tables;
  private final Runnable permission;
  private final Map<String, Long> held = new ConcurrentHashMap<>();
  private BatchId batch;

  /**
   * Makes it.
   *
   * @param permission asked by each {@link PreCommitCheck}; throws if this process may not write
   *     any more
   */
  public TableWriter(Tables tables, Runnable permission) {
    this.tables = tables;
    this.permission = permission;
  }

  /** Makes every write of this session part of a batch. The session must be the flow's own. */
  public void begin(SparkSession flowSession, BatchId next) {
    flowSession.conf().set(COMMIT_METADATA, next.toString());
    batch = next;
  }

  /**
   * Writes rows unless the table has got them; starts over when another writer (maintenance, a
   * refresh) was quicker.
   *
   * @throws ConcurrentModificationException if others are quicker all the time
   */
  public void write(TableDefinition table, Dataset<Row> rows) {
    if (holds(table)) {
      return;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        Dataset<Row> permitted = PreCommitCheck.on(rows, permission);
        tables.save(permitted.write().format("delta").mode("append"), table.storedName());
        return;
      } catch (ConcurrentModificationException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
        LOG.info("Writing {} again: {}", table.name(), e.getClass().getSimpleName());
      }
    }
  }

  private boolean holds(TableDefinition table) {
    return held.computeIfAbsent(
            table.storedName(), name -> TableHistory.newestBatch(tables, table, batch.flow()))
        >= batch.number();
  }
}
