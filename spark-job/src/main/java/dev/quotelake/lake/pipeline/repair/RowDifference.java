// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.repair;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import dev.quotelake.lake.source.HubRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How the stored rows of a table differ from what they should be.
 *
 * @param missing rows that should be there
 * @param surplus rows that should not; a row that is wrong counts as both
 * @param examples a few of them, each with its key and what is wrong with it
 */
record RowDifference(long missing, long surplus, List<String> examples) {

  private static final String SURPLUS = "surplus";
  private static final String STORED = "stored_row";
  private static final String FRESH = "fresh_row";

  static RowDifference between(TableDefinition table, Dataset<Row> stored, Dataset<Row> fresh) {
    Dataset<Row> difference =
        stored
            .withColumn(SURPLUS, lit(1L))
            .union(fresh.withColumn(SURPLUS, lit(-1L)))
            .groupBy(columns(stored.columns()))
            .agg(sum(SURPLUS).as(SURPLUS))
            .where(col(SURPLUS).notEqual(0));
    Row counts =
        difference
            .agg(
                coalesce(sum(greatest(negate(col(SURPLUS)), lit(0L))), lit(0L)),
                coalesce(sum(greatest(col(SURPLUS), lit(0L))), lit(0L)))
            .head();
    boolean none = counts.getLong(0) == 0 && counts.getLong(1) == 0;
    return new RowDifference(
        counts.getLong(0),
        counts.getLong(1),
        none ? List.of() : examples(difference, key(table), stored.columns()));
  }

  boolean isNone() {
    return missing == 0 && surplus == 0;
  }

  @Override
  public String toString() {
    return Stream.concat(
            Stream.of("%d rows missing, %d too many".formatted(missing, surplus)),
            examples.stream())
        .reduce((a, b) -> a + "; " + b)
        .orElseThrow();
  }

  /** What names a row to people: the key of a merged one, else where the hub had it. */
  private static String[] key(TableDefinition table) {
    if (table.writeMode() instanceof WriteMode.Merge merge) {
      return merge.keys().toArray(String[]::new);
    }
    List<String> present = Arrays.asList(table.columns().fieldNames());
    String[] names =
        Stream.of("event_id", HubRecords.PARTITION, HubRecords.OFFSET)
            .filter(present::contains)
            .toArray(String[]::new);
    return names.length > 0 ? names : table.columns().fieldNames();
  }

  private static List<String> examples(Dataset<Row> difference, String[] key, String[] all) {
    Column row = struct(columns(all));
    return difference
        .groupBy(columns(key))
        .agg(
            first(when(col(SURPLUS).gt(0), row), true).as(STORED),
            first(when(col(SURPLUS).lt(0), row), true).as(FRESH))
        .limit(Examples.MOST)
        .select(struct(columns(key)), col(STORED), col(FRESH))
        .collectAsList()
        .stream()
        .map(each -> example(each.getStruct(0), each.getStruct(1), each.getStruct(2)))
        .toList();
  }

  private static String example(Row key, Row stored, Row fresh) {
    if (stored == null) {
      return "missing: " + Examples.text(key);
    }
    return fresh == null
        ? "too many: " + Examples.text(key)
        : "%s: %s".formatted(Examples.text(key), String.join(", ", differing("", stored, fresh)));
  }

  private static List<String> differing(String around, Row stored, Row fresh) {
    List<String> differing = new ArrayList<>();
    IntStream.range(0, stored.size())
        .filter(i -> !Objects.deepEquals(stored.get(i), fresh.get(i)))
        .forEach(
            i -> {
              String name = around + stored.schema().fieldNames()[i];
              if (stored.get(i) instanceof Row inner && fresh.get(i) instanceof Row right) {
                differing.addAll(differing(name + ".", inner, right));
              } else {
                differing.add(
                    "%s is %s, should be %s"
                        .formatted(
                            name, Examples.text(stored.get(i)), Examples.text(fresh.get(i))));
              }
            });
    return differing.subList(0, Math.min(differing.size(), Examples.MOST));
  }

  private static Column[] columns(String... names) {
    return Stream.of(names).map(name -> col("`" + name + "`")).toArray(Column[]::new);
  }
}
