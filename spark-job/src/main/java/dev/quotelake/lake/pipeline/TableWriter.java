// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;

import io.delta.tables.DeltaTable;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a table's share of a micro-batch, at most once: each write carries the batch in its Delta
 * transaction, and a write that the table has seen is skipped by Delta.
 */
final class TableWriter {

  private static final String TRANSACTION_APP = "spark.databricks.delta.write.txnAppId";
  private static final String TRANSACTION_VERSION = "spark.databricks.delta.write.txnVersion";
  private static final String COMMIT_METADATA = "spark.databricks.delta.commitInfo.userMetadata";
  private static final int MOST_LISTED_VALUES = 200;
  private static final int MOST_ATTEMPTS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

  private final Tables tables;

  TableWriter(Tables tables) {
    this.tables = tables;
  }

  /** Makes every write of this session part of a batch. The session must be the flow's own. */
  static void begin(SparkSession flowSession, BatchId batch) {
    flowSession.conf().set(TRANSACTION_APP, "quotelake:" + batch.flow());
    flowSession.conf().set(TRANSACTION_VERSION, Long.toString(batch.number()));
    flowSession.conf().set(COMMIT_METADATA, batch.toString());
  }

  /** Adds rows. */
  void append(TableDefinition table, Dataset<Row> rows) {
    write(table, rows, RowFactory.create());
  }

  /**
   * Writes rows; starts over when another writer (maintenance, a refresh) was quicker.
   *
   * @param facts the values of {@link #touched(WriteMode.Merge)} for a merged table
   * @throws ConcurrentModificationException if others are quicker all the time
   */
  void write(TableDefinition table, Dataset<Row> rows, Row facts) {
    for (int attempt = 1; ; attempt++) {
      try {
        writeOnce(table, rows, facts);
        return;
      } catch (ConcurrentModificationException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
        LOG.info("Writing {} again: {}", table.name(), e.getClass().getSimpleName());
      }
    }
  }

  private void writeOnce(TableDefinition table, Dataset<Row> rows, Row facts) {
    if (table.writeMode() instanceof WriteMode.Merge merge) {
      merge(table, merge, rows, facts);
      return;
    }
    String mode = table.writeMode() instanceof WriteMode.Append ? "append" : "overwrite";
    tables.save(rows.write().format("delta").mode(mode), table.storedName());
  }

  private void merge(TableDefinition table, WriteMode.Merge merge, Dataset<Row> parts, Row facts) {
    DeltaTable target = tables.open(parts.sparkSession(), table.storedName());
    Map<String, Column> combined = new LinkedHashMap<>();
    merge
        .combine()
        .forEach(
            (column, how) ->
                combined.put(
                    column, functions.expr(how.sql("stored." + column, "added." + column))));
    target
        .as("stored")
        .merge(parts.as("added"), sameKey(merge).and(withinTouched(merge, facts)))
        .whenMatched()
        .update(combined)
        .whenNotMatched()
        .insertAll()
        .execute();
  }

  private static Column sameKey(WriteMode.Merge merge) {
    return merge.keys().stream()
        .map(key -> col("stored." + key).equalTo(col("added." + key)))
        .reduce(Column::and)
        .orElseThrow(() -> new PipelineException("A merged table needs at least one key."));
  }

  /** Narrows the search to the values this batch touches, so that Delta skips all other files. */
  private static Column withinTouched(WriteMode.Merge merge, Row touched) {
    Column condition = functions.lit(true);
    for (String name : merge.pruneBy()) {
      condition =
          condition.and(
              within(col("stored." + name), touched.getList(touched.fieldIndex(touched(name)))));
    }
    return condition;
  }

  /** What the engine has to find out about the parts of a merged table before it writes them. */
  static List<Column> touched(WriteMode.Merge merge) {
    return merge.pruneBy().stream().map(name -> collect_set(col(name)).as(touched(name))).toList();
  }

  private static String touched(String column) {
    return "touched_" + column;
  }

  private static Column within(Column column, List<?> values) {
    if (values.size() <= MOST_LISTED_VALUES) {
      return column.isin(values.toArray());
    }
    List<Object> sorted = values.stream().sorted().collect(Collectors.toList());
    return column.between(sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
