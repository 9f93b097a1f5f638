// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import dev.quotelake.lake.query.NamedTables.NamedTable;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;

/** Answers statements that only read. */
public final class Queries {

  /** Compiling a plan takes about two seconds, in which fewer bytes of Parquet are interpreted. */
  private static final long WORTH_COMPILING = 16L << 20;

  private final SparkSession spark;
  private final NamedTables tables;

  /**
   * @param spark a session of its own: views and a time zone are set in it
   */
  public Queries(SparkSession spark, NamedTables tables) {
    this.spark = spark;
    this.tables = tables;
    // What is asked is what is parsed, and no question reads the environment.
    spark.conf().set("spark.sql.variable.substitute", "false");
    compile(false);
  }

  /** Where answers go. */
  @FunctionalInterface
  public interface Answers {
    void take(Dataset<Row> rows) throws IOException;
  }

  /**
   * Answers a statement, if it is one that has an answer: {@code set time zone} has none.
   *
   * @throws QueryException if it cannot be answered
   */
  public void answer(Script.Statement statement, Answers answers) {
    try {
      ReadOnlyPlan plan = ReadOnlyPlan.of(spark, statement.sql());
      Dataset<Row> rows =
          createdTable(plan)
              .map(table -> new TableCreation(spark, tables).of(table))
              .orElseGet(() -> spark.sql(NamedStatement.of(tables, plan, statement.sql())));
      if (!plan.kind().equals("SetCommand")) {
        compile(bytesRead(rows) > WORTH_COMPILING);
        answers.take(rows);
      }
    } catch (Exception | OutOfMemoryError e) {
      throw new QueryErrors(statement, tables).explained(e);
    } finally {
      tables.forget();
      compile(false);
    }
  }

  /** Whether Spark makes and compiles Java of a plan, or interprets it. */
  private void compile(boolean wanted) {
    spark.conf().set("spark.sql.codegen.wholeStage", Boolean.toString(wanted));
    spark.conf().set("spark.sql.codegen.factoryMode", wanted ? "FALLBACK" : "NO_CODEGEN");
  }

  private static long bytesRead(Dataset<Row> rows) {
    long bytes = 0;
    var leaves = rows.queryExecution().optimizedPlan().collectLeaves().iterator();
    while (leaves.hasNext()) {
      bytes += leaves.next().stats().sizeInBytes().toLong();
    }
    return bytes;
  }

  /** Stops what is being answered. */
  void cancel() {
    spark.sparkContext().cancelAllJobs();
  }

  /** Delta has no {@code show create table}, and a view of this session has none either. */
  private Optional<NamedTable> createdTable(ReadOnlyPlan plan) {
    return plan.kind().equals("ShowCreateTable")
            && plan.root().children().head() instanceof UnresolvedTableOrView table
        ? tables.named(table.multipartIdentifier())
        : Optional.empty();
  }
}
