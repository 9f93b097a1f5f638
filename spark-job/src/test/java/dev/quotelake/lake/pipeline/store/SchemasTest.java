// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.gold.GoldLatestQuotesTable;
import dev.quotelake.lake.gold.GoldMinuteBarsTable;
import dev.quotelake.lake.pipeline.RandomHub;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.repair.Check;
import dev.quotelake.lake.pipeline.repair.Refresh;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.silver.QuoteExpectations;
import dev.quotelake.lake.silver.SilverQuotesTable;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored tables follow their definitions as far as they only grow. */
class SchemasTest {

  private static final String BEFORE =
      "name string, latest struct<at: int, price: int>, parts array<struct<id: int>>";

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private Tables tables;

  @BeforeEach
  void placeTables() {
    tables = Tables.at(spark, folder + "/tables");
  }

  @Test
  void structsGrowWhereverTheirNewFieldsStand() {
    prepare(table("quotes", BEFORE));
    append("select 'old' as name, struct(1 as at, 2 as price) as latest, array(struct(7 as id))");
    String after =
        "name string, latest struct<at: int, bid: int, price: int, deep: struct<x: int>>, parts"
            + " array<struct<id: int, size: int>>, note string";

    prepare(table("quotes", after));

    assertThat(tables.read("quotes").schema()).isEqualTo(StructType.fromDDL(after));
    append(
        "select 'new' as name, struct(2 as at, 3 as bid, 4 as price, struct(5 as x) as deep) as"
            + " latest, array(struct(7 as id, 8 as size)) as parts, 'n' as note");
    assertThat(texts(tables.read("quotes").orderBy(col("name").desc())))
        .containsExactly(
            "{old, {1, null, 2, null}, [{7, null}], null}", "{new, {2, 3, 4, {5}}, [{7, 8}], n}");
  }

  @Test
  void aTransformThatDoesNotGiveWhatIsDefinedIsRefused() {
    assertRefused("name", "defined with the column size as int, but its transform gives none");
    assertRefused("name, 'x' as size", "column size as int, but its transform gives string");
    assertRefused("name, price as size", "Table table cannot be made of quotes");
    new Schemas(tables).refuseOtherTransforms(reading("name, 1 as size, 2 as aside"));
  }

  private void assertRefused(String selected, String message) {
    assertThatThrownBy(() -> new Schemas(tables).refuseOtherTransforms(reading(selected)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(message);
  }

  private static Graph reading(String selected) {
    return Graph.of(
        List.of(
            TableDefinition.table("quotes")
                .reads(TableDefinition.HUB)
                .columns(StructType.fromDDL("name string"))
                .build(),
            TableDefinition.table("table")
                .reads("quotes")
                .through(rows -> rows.selectExpr(selected.split(", ")))
                .columns(StructType.fromDDL("name string, size int"))
                .build()));
  }

  @Test
  void aFieldThatIsNoLongerDefinedStays() {
    prepare(table("quotes", BEFORE));
    TableDefinition smaller =
        table("quotes", "name string, latest struct<price: int>, parts array<struct<id: int>>");

    prepare(smaller);
    append("select 'new' as name, struct(4 as price) as latest, array(struct(7 as id)) as parts");

    assertThat(texts(tables.read("quotes"))).containsExactly("{new, {null, 4}, [{7}]}");
    assertThat(texts(smaller.asDefined(tables.read("quotes"))))
        .containsExactly("{new, {4}, [{7}]}");
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.selectExpr("cast(struct(*) as string)").as(Encoders.STRING()).collectAsList();
  }

  @Test
  void nothingIsChangedWhereNotAllCanBe() {
    prepare(table("first", "name string"), table("second", "price struct<value: int>"));

    assertThatThrownBy(
            () ->
                prepare(
                    table("first", "name string, note string"),
                    table("second", "price struct<value: string>"),
                    table("third", "name string")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(
            "Column price.value of table second is stored as INT but defined as STRING");

    assertThat(tables.read("first").columns()).containsExactly("name");
    assertThat(tables.exists("third")).isFalse();
  }

  @Test
  void aJobGoesOnWithOneMoreColumnInSilver() throws Exception {
    // Given a lake
    List<Row> records = new RandomHub(5, 60).records();
    TableDefinition silver =
        SilverQuotesTable.definition(
            QuoteExpectations.within(QuoteLimits.defaults()),
            new Instruments(),
            new Exclusions(),
            Markets.supplied());
    StoredLake before = new StoredLake(spark, folder, graph(silver));
    before.append(records.subList(0, 40));
    before.catchUp();

    // When silver is defined with one more column, check says that the job has to come first
    Graph wider = graph(withTwiceThePrice(silver));
    assertThat(new Check(before.tables, wider, before.marks).answers())
        .filteredOn(answer -> !answer.kept())
        .first()
        .extracting(Check.Answer::detail)
        .asString()
        .startsWith("Table silver_quotes was written by an older version and lacks twice")
        .contains("Start the job");

    // And the job goes on
    StoredLake after = before.with(wider);
    after.append(records.subList(40, 60));
    after.catchUp();

    // Then what it wrote has it, and after a refresh all does
    after.show();
    assertThat(spark.sql("select * from silver_quotes where twice = price + price").isEmpty())
        .isFalse();
    new Refresh(after.tables, after.graph, after.marks).table("silver_quotes", true);
    assertThat(new Check(after.tables, after.graph, after.marks).answers())
        .allMatch(Check.Answer::kept);
  }

  private static Graph graph(TableDefinition silver) {
    return Graph.of(
        List.of(
            BronzeQuotesTable.definition(),
            silver,
            GoldMinuteBarsTable.definition(),
            GoldLatestQuotesTable.definition()));
  }

  private static TableDefinition withTwiceThePrice(TableDefinition silver) {
    return TableDefinition.table(silver.name())
        .reads(silver.upstream())
        .where(silver.filter().orElseThrow())
        .through(records -> twice(silver.transformed(records)))
        .columns(columnsWithTwice(silver))
        .expect(silver.expectations())
        .quarantine(silver.quarantine().orElseThrow())
        .clusterBy(silver.clustering().toArray(String[]::new))
        .readsMarks()
        .build();
  }

  /** In the middle, where a field of the event would stand. */
  private static StructType columnsWithTwice(TableDefinition silver) {
    StructType columns = new StructType();
    for (StructField field : silver.columns().fields()) {
      columns = columns.add(field);
      if (field.name().equals("price")) {
        columns = columns.add("twice", "decimal(19,8)");
      }
    }
    return columns;
  }

  private static Dataset<Row> twice(Dataset<Row> quotes) {
    return quotes.withColumn("twice", col("price").plus(col("price")));
  }

  private static TableDefinition table(String name, String columns) {
    return TableDefinition.table(name)
        .reads(TableDefinition.HUB)
        .columns(StructType.fromDDL(columns))
        .build();
  }

  private void prepare(TableDefinition... definitions) {
    new Schemas(tables).prepare(Graph.of(List.of(definitions)));
  }

  private void append(String sql) {
    Dataset<Row> rows = spark.sql(sql);
    tables.save(
        rows.toDF(
                List.of("name", "latest", "parts", "note")
                    .subList(0, rows.columns().length)
                    .toArray(String[]::new))
            .write()
            .format("delta")
            .mode("append"),
        "quotes");
  }
}
