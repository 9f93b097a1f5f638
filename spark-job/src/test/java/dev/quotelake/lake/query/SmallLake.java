// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Combine;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Tables of two versions each: {@code trades} as they are, {@code totals} merged on read, and
 * {@code shares}, a view that also reads another one; {@code ahead} is defined and not stored.
 */
final class SmallLake {

  private static final StructType COLUMNS =
      new StructType().add("symbol", DataTypes.StringType).add("size", DataTypes.LongType);

  private static final WriteMode SUMS =
      new WriteMode.Merge(List.of("symbol"), Map.of("size", Combine.SUM));

  final SparkSession spark = LocalSpark.lakeSession();
  final NamedTables tables;
  final Queries queries;
  private final Path folder;

  SmallLake(Path folder) {
    this.folder = folder;
    this.tables = new NamedTables(Tables.at(spark, folder + "/"), graph());
    this.queries = new Queries(spark, tables);
    for (String stored : List.of("trades", "totals_parts", "shares_parts")) {
      append(stored, "values ('A', 1L), ('B', 2L)");
      append(stored, "values ('A', 10L)");
    }
    append("instruments", "values ('A', 5L)");
  }

  private static Graph graph() {
    TableDefinition.Builder totals =
        TableDefinition.table("totals").comment("All of a symbol.").mode(SUMS);
    TableDefinition.Builder shares =
        TableDefinition.table("shares")
            .mode(SUMS)
            .publishedAs(
                "select symbol, s.size / t.size as share from {table} s join {totals} t using"
                    + " (symbol)");
    TableDefinition.Builder trades = TableDefinition.table("trades").comment("Each trade.");
    return Graph.of(
            List.of(
                trades.reads(TableDefinition.HUB).columns(COLUMNS).build(),
                totals.reads("trades").columns(COLUMNS).build(),
                shares.reads("trades").columns(COLUMNS).build(),
                TableDefinition.table("ahead").reads("trades").columns(COLUMNS).build()))
        .with(
            List.of(),
            Map.of(
                "instruments", "What is known of the instruments.",
                "exclusions", "Who excluded what; exclude makes it."));
  }

  void append(String stored, String rows) {
    spark
        .sql("select * from (" + rows + ")" + " as t(symbol, size)")
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .save(folder + "/" + stored);
  }

  /** The answer as CSV. */
  String csv(String sql) {
    return answer(sql, RowFormat.CSV);
  }

  String answer(String sql, RowFormat format) {
    StringWriter text = new StringWriter();
    PrintedAnswers answers = new PrintedAnswers(format, new PrintWriter(text));
    Script.of(sql).statements().forEach(statement -> queries.answer(statement, answers));
    return text.toString();
  }
}
