// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.pipeline.CrashingTables;
import dev.quotelake.lake.pipeline.repair.Maintenance;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Combine;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.pipeline.table.WriteMode;
import dev.quotelake.lake.query.NamedTables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a merged table become one row a key, and people see no difference. */
class CompactionTest {

  private static final StructType COLUMNS =
      new StructType()
          .add("name", DataTypes.StringType)
          .add("day", DataTypes.IntegerType)
          .add("top", DataTypes.LongType)
          .add("quotes", DataTypes.LongType);

  private static final TableDefinition SUMS =
      TableDefinition.table("sums")
          .reads(TableDefinition.HUB)
          .columns(COLUMNS)
          .mode(
              new WriteMode.Merge(
                  List.of("name", "day"), Map.of("top", Combine.GREATEST, "quotes", Combine.SUM)))
          .partitionBy("day")
          .build();

  private static final Compaction DAY_ONE =
      new Compaction(SUMS, RowFactory.create(1), TableDefinition.WHOLE);

  private static final int BATCHES = 20;

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private final Graph graph = Graph.of(List.of(SUMS));
  private Tables tables;

  @BeforeEach
  void prepare() {
    tables = Tables.at(spark, folder.toString());
    new Schemas(tables).prepare(graph);
  }

  @Test
  void thePartitionWithTheMostPartsIsCompactedNowAndThen() {
    // Given two days with two parts of one name each
    add(part(1, 10), part(2, 10));
    add(part(1, 30), part(2, 30));

    // When one of them grows with every micro-batch, the other once, until it is time to compact
    CompactionSchedule schedule = new CompactionSchedule(tables);
    schedule.after(Map.of(SUMS, List.of(RowFactory.create(1), RowFactory.create(2))));
    for (int batch = 1; batch < BATCHES; batch++) {
      schedule.after(Map.of(SUMS, List.of(RowFactory.create(1))));
    }
    schedule.await();

    // Then that day has one row, the other two, and people see one each
    assertThat(texts("select day, count(*) as rows from {stored} group by day"))
        .containsExactlyInAnyOrder("[1,1]", "[2,2]");
    assertThat(seen()).containsExactlyInAnyOrder("[a,1,30,2]", "[a,2,30,2]");

    // And the event log has it
    assertThat(operations()).containsExactly("[sums,compaction,day=1]");
  }

  @Test
  void daysBeforeJavasCalendarAreDaysLikeAnyOther() {
    // Given parts of days that Java's old dates shift, skip or cannot write
    TableDefinition days =
        TableDefinition.table("days")
            .reads(TableDefinition.HUB)
            .columns(StructType.fromDDL("name string, day date, quotes bigint"))
            .mode(new WriteMode.Merge(List.of("name", "day"), Map.of("quotes", Combine.SUM)))
            .partitionBy("day")
            .build();
    Graph ofDays = Graph.of(List.of(days));
    new Schemas(tables).prepare(ofDays);
    String parts =
        "select 'a' as name, cast(day as date) as day, 1L as quotes from values ('0001-01-01'),"
            + " ('1582-10-10'), ('-0005-03-01'), ('+12024-03-07'), ('1969-12-31'), (null) as"
            + " days(day)";
    for (int i = 0; i < 2; i++) {
      tables.save(spark.sql(parts).write().format("delta").mode("append"), "days_parts");
    }

    // When the table is maintained
    assertThat(new Maintenance(tables, Maintenance.SHORTEST_RETENTION).of(ofDays))
        .allMatch(Maintenance.Outcome::done);

    // Then each has one row, which is the sum
    assertThat(
            tables.read("days_parts").selectExpr("cast(day as string)", "quotes").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder(
            "[0001-01-01,2]",
            "[1582-10-10,2]",
            "[-0005-03-01,2]",
            "[+12024-03-07,2]",
            "[1969-12-31,2]",
            "[null,2]");
  }

  @Test
  void maintenanceCompactsWhatIsLeft() {
    add(part(1, 10), part(2, 10));
    add(part(1, 30));

    assertThat(new Maintenance(tables, Maintenance.SHORTEST_RETENTION).of(graph))
        .allMatch(Maintenance.Outcome::done);

    assertThat(texts("select day, count(*) as rows from {stored} group by day"))
        .containsExactlyInAnyOrder("[1,1]", "[2,1]");
    assertThat(seen()).containsExactlyInAnyOrder("[a,1,30,2]", "[a,2,10,1]");
    assertThat(operations()).containsExactly("[sums,compaction,1 partitions]");
  }

  @Test
  void theEventLogIsToldAgainWhenAnotherCommitWasQuicker() {
    Tables contested =
        new CrashingTables(tables) {
          private boolean quicker = true;

          @Override
          public void save(DataFrameWriter<Row> writer, String storedName) {
            if (quicker) {
              quicker = false;
              throw new ConcurrentModificationException("the pause was renewed");
            }
            super.save(writer, storedName);
          }
        };

    Operation.REFRESH.log(contested, graph.table("sums"), Instant.now(), "all days");

    assertThat(operations()).containsExactly("[sums,refresh,all days]");
  }

  @Test
  void aStepTakesWhatWasAddedAndMaintenanceThePartition() {
    // Given a day that was compacted in one step
    TableDefinition steps =
        TableDefinition.table("steps")
            .reads(TableDefinition.HUB)
            .columns(COLUMNS)
            .mode(SUMS.writeMode())
            .partitionBy("day")
            .compactInSteps()
            .build();
    Graph ofSteps = Graph.of(List.of(steps));
    new Schemas(tables).prepare(ofSteps);
    addTo(steps, part(1, 10));
    addTo(steps, part(1, 30));
    assertThat(new Compaction(steps, RowFactory.create(1), 52).run(tables)).isTrue();
    assertThat(stepsOf(steps)).containsExactly("[52,30,2]");

    // When more is added, and compacted in the same step and in the next
    addTo(steps, part(1, 20));
    assertThat(new Compaction(steps, RowFactory.create(1), 52).run(tables)).isTrue();
    addTo(steps, part(1, 25));
    assertThat(new Compaction(steps, RowFactory.create(1), 53).run(tables)).isTrue();

    // Then each step has its row, until maintenance makes them one, which it leaves alone then
    assertThat(stepsOf(steps)).containsExactly("[52,30,3]", "[53,25,1]");
    assertThat(new Maintenance(tables, Maintenance.SHORTEST_RETENTION).of(ofSteps))
        .allMatch(Maintenance.Outcome::done);
    assertThat(stepsOf(steps)).containsExactly("[-1,30,4]");
    assertThat(new Maintenance(tables, Maintenance.SHORTEST_RETENTION).of(ofSteps))
        .allMatch(Maintenance.Outcome::done);
    assertThat(operations()).containsExactly("[steps,compaction,1 partitions]");
  }

  @Test
  void whatIsAddedToOtherPartitionsMeanwhileIsNoHindrance() {
    add(part(1, 10));
    add(part(1, 30));

    assertThat(compactDayOneWhileAdding(part(2, 10))).isTrue();

    assertThat(texts("select day, count(*) as rows from {stored} group by day"))
        .containsExactlyInAnyOrder("[1,1]", "[2,1]");
    assertThat(seen()).containsExactlyInAnyOrder("[a,1,30,2]", "[a,2,10,1]");
  }

  @Test
  void aPartitionThatGrowsMeanwhileIsLeftAsItIs() {
    add(part(1, 10));
    add(part(1, 30));

    assertThat(compactDayOneWhileAdding(part(1, 20))).isFalse();

    assertThat(texts("select day, count(*) as rows from {stored} group by day"))
        .containsExactly("[1,3]");
    assertThat(seen()).containsExactly("[a,1,30,3]");
  }

  @Test
  void whatIsAddedWhileDeltaWritesStaysBeside() {
    add(part(1, 10));
    add(part(1, 30));

    assertThat(compactDayOneAndWithinTheWrite(() -> add(part(1, 20)))).isTrue();

    assertThat(texts("select day, count(*) as rows from {stored} group by day"))
        .containsExactly("[1,2]");
    assertThat(seen()).containsExactly("[a,1,30,3]");
  }

  @Test
  void ofTwoCompactionsAtATimeOneIsDone() {
    add(part(1, 10));
    add(part(1, 30));

    assertThat(compactDayOneAndWithinTheWrite(() -> assertThat(DAY_ONE.run(tables)).isTrue()))
        .isFalse();

    assertThat(seen()).containsExactly("[a,1,30,2]");
  }

  @Test
  void nothingIsLostThatIsAddedMeanwhile() {
    // Given a flow that goes on adding parts
    add(part(1, 0));
    CompletableFuture<Void> flow =
        CompletableFuture.runAsync(
            () -> {
              for (int batch = 1; batch < 20; batch++) {
                add(part(1, batch));
              }
            });

    // When the parts are compacted again and again
    int compacted = 0;
    while (!flow.isDone() || compacted == 0) {
      compacted += DAY_ONE.run(tables) ? 1 : 0;
    }
    flow.join();

    // Then all are there
    assertThat(seen()).containsExactly("[a,1,19,20]");
  }

  /** Somebody adds a part after the rows to compact were read and before Delta begins the write. */
  private boolean compactDayOneWhileAdding(Row part) {
    return DAY_ONE.run(
        new CrashingTables(tables) {
          @Override
          public void save(DataFrameWriter<Row> rows, String storedName) {
            add(part);
            super.save(rows, storedName);
          }
        });
  }

  /** Something happens after Delta has begun the write and before it commits. */
  private boolean compactDayOneAndWithinTheWrite(Runnable meanwhile) {
    return DAY_ONE.run(
        new CrashingTables(tables) {
          @Override
          public Dataset<Row> read(String storedName) {
            Dataset<Row> before = super.read(storedName);
            CompletableFuture.runAsync(meanwhile).join();
            return before;
          }
        });
  }

  private void addTo(TableDefinition table, Row part) {
    Dataset<Row> parts = spark.createDataFrame(List.of(part), COLUMNS);
    tables.save(table.asStored(parts).write().format("delta").mode("append"), table.storedName());
  }

  private List<String> stepsOf(TableDefinition table) {
    return tables
        .read(table.storedName())
        .orderBy(TableDefinition.STEP)
        .select(TableDefinition.STEP, "top", "quotes")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private static Row part(int day, long top) {
    return RowFactory.create("a", day, top, 1L);
  }

  private void add(Row... parts) {
    tables.save(
        spark.createDataFrame(List.of(parts), COLUMNS).write().format("delta").mode("append"),
        SUMS.storedName());
  }

  private List<String> seen() {
    new NamedTables(tables, graph).showAll();
    return texts("select name, day, top, quotes from sums");
  }

  private List<String> operations() {
    return tables.read("event_log").select("table", "operation", "detail").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private List<String> texts(String sql) {
    return spark
        .sql(sql.replace("{stored}", tables.identifier(SUMS.storedName())))
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }
}
