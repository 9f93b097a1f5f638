// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A stored table whose rows are to be replaced, as it is now. A replacement is one commit, and none
 * if somebody else changed what it replaces meanwhile.
 */
public final class Replacement {

  private final Tables tables;
  private final TableDefinition stored;
  private long version;

  public Replacement(Tables tables, TableDefinition stored) {
    this.tables = tables;
    this.stored = stored;
    this.version = TableHistory.newestVersion(tables, stored);
  }

  /**
   * Refuses a table that holds something of a batch that isn't done.
   *
   * @throws ConcurrentModificationException if it does
   */
  public void refuseWithin(ConsistentSnapshot snapshot) {
    if (!snapshot.isAfterAll(TableHistory.of(tables, stored))) {
      throw new ConcurrentModificationException(
          "a micro-batch has written to %s and is not done".formatted(stored.storedName()));
    }
  }

  /** The rows it holds. */
  public Dataset<Row> rows() {
    return tables.readAt(stored.storedName(), version);
  }

  /**
   * Replaces all rows.
   *
   * @throws ConcurrentModificationException if somebody else wrote to the table
   */
  public void with(Dataset<Row> fresh) {
    with(fresh, TradingDates.ALL);
  }

  /**
   * Replaces the rows of some days; all rows without bounds.
   *
   * @throws ConcurrentModificationException if somebody else wrote to the table
   */
  public void with(Dataset<Row> fresh, TradingDates days) {
    Map<String, String> options = new HashMap<>();
    if (!days.isAll()) {
      options.put("replaceWhere", days.sql(stored));
    }
    String own = "quotelake replacement " + UUID.randomUUID();
    options.put("userMetadata", own);
    overwrite(fresh, options, this::refuseIfMoved);
    // Delta makes no commit when nothing is replaced by nothing.
    if (TableHistory.hasCommit(tables, stored, own)) {
      version++;
    }
  }

  /**
   * Replaces the rows of some partitions with others that say the same to those who read the table:
   * Delta is told that no data changes. So what is added after it began the write does not stop it,
   * and stays beside what it writes.
   *
   * @param where SQL: which ones
   * @throws ConcurrentModificationException if somebody else wrote to these before that, or removed
   *     one of their files before the commit
   */
  public void compact(Dataset<Row> fresh, String where) {
    Map<String, String> options = Map.of("replaceWhere", where, "dataChange", "false");
    overwrite(fresh, options, () -> refuseIfMoved(where));
  }

  private void overwrite(Dataset<Row> fresh, Map<String, String> options, Runnable check) {
    tables.save(
        PreCommitCheck.on(stored.asStored(fresh), check)
            .write()
            .format("delta")
            .mode("overwrite")
            .options(options),
        stored.storedName());
  }

  private void refuseIfMoved() {
    long now = TableHistory.newestVersion(tables, stored);
    if (now != version) {
      throw new ConcurrentModificationException(
          "The table moved from version %d to %d meanwhile.".formatted(version, now));
    }
  }

  private void refuseIfMoved(String where) {
    if (!files(tables.read(stored.storedName()), where).equals(files(rows(), where))) {
      throw new ConcurrentModificationException(
          "What the table holds where %s changed meanwhile.".formatted(where));
    }
  }

  private static Set<String> files(Dataset<Row> rows, String where) {
    return Set.of(rows.where(where).inputFiles());
  }
}
