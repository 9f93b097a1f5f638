// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import dev.quotelake.lake.pipeline.store.Replacement;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.PartialAggregates;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compaction of a piece of a merged table: its partial aggregates become one row a key.
 *
 * @param table the table
 * @param columns those whose values make the piece; none for all of the table
 * @param values theirs as text, since Java's dates are not those of SQL before 1582
 */
public record Compaction(TableDefinition table, List<String> columns, Row values) {

  /** Of a piece that a running job compacts at once. */
  static Compaction of(TableDefinition table, Row piece) {
    return new Compaction(table, table.compacting(), piece);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

  /**
   * Replaces them in one commit, or leaves them to whoever adds to them at the same time; people
   * who read the table combine them to the same rows before and after.
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
    Replacement replacement = new Replacement(tables, table);
    if (columns.isEmpty()) {
      replacement.with(PartialAggregates.combined(table, replacement.rows()));
    } else {
      replacement.with(
          PartialAggregates.combined(table, replacement.rows().where(where())), where());
    }
  }

  /** The piece, as a person names it. */
  @Override
  public String toString() {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i) + "=" + values.get(i))
        .collect(Collectors.joining(" "));
  }

  private String where() {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> is(columns.get(i), values.get(i)))
        .collect(Collectors.joining(" and "));
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
