// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import static org.apache.spark.sql.functions.lit;

import dev.quotelake.lake.pipeline.store.Replacement;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.PartialAggregates;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.ConcurrentModificationException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compaction of a partition of a merged table: its partial aggregates become one row a key.
 *
 * @param table the table
 * @param partition values of the columns that partition it, as text, since Java's dates are not
 *     those of SQL before 1582; none for all of a table without partitions
 * @param step of a table that compacts in steps: only what is not compacted yet, and what was
 *     compacted in this step, is; all of the partition if it is {@link TableDefinition#WHOLE}
 */
public record Compaction(TableDefinition table, Row partition, int step) {

  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

  /**
   * Replaces them in one commit, or leaves them to whoever replaces them at the same time. What is
   * added meanwhile stays beside them; people who read the table combine all to the same rows
   * before and after.
   *
   * @return whether they are replaced
   */
  public boolean run(Tables tables) {
    try {
      replace(tables);
      return true;
    } catch (ConcurrentModificationException e) {
      LOG.info("{} {} is left as it is: {}", table.storedName(), this, e.getMessage());
      return false;
    }
  }

  private void replace(Tables tables) {
    String where = where();
    Replacement replacement = new Replacement(tables, table);
    Dataset<Row> old = replacement.rows().where(where);
    // Beside a stream one core has to do, and no rows have to move.
    Dataset<Row> rows =
        PartialAggregates.combined(table, step == TableDefinition.WHOLE ? old : old.coalesce(1));
    replacement.compact(
        table.compactsInSteps() ? rows.withColumn(TableDefinition.STEP, lit(step)) : rows, where);
  }

  /** The partition, as a person names it. */
  @Override
  public String toString() {
    return joined("%s=%s"::formatted, " ");
  }

  private String where() {
    String all = partition.length() == 0 ? "true" : joined(this::is, " and ");
    return table.compactsInSteps() && step != TableDefinition.WHOLE
        ? "%1$s and (%2$s is null or %2$s = %3$d)".formatted(all, TableDefinition.STEP, step)
        : all;
  }

  private String joined(BiFunction<String, Object, String> text, String delimiter) {
    return IntStream.range(0, partition.length())
        .mapToObj(i -> text.apply(table.partitioning().get(i), partition.get(i)))
        .collect(Collectors.joining(delimiter));
  }

  private String is(String column, Object value) {
    return value == null
        ? column + " is null"
        : "%s = cast('%s' as %s)"
            .formatted(
                column,
                value.toString().replace("\\", "\\\\").replace("'", "\\'"),
                table.columns().apply(column).dataType().sql());
  }
}
