// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFileTest {

  /** More than a table shows, in several partitions. */
  private static final String MANY =
      "select id, 'x,' || id as text from range(0, 25000, 1, 3) order by id";

  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.lakeSession();

  @Test
  void csvHoldsAllRowsInOrder() throws IOException {
    Path file = write("out.csv", MANY);

    assertThat(Files.lines(file)).hasSize(25_001).startsWith("id,text", "0,\"x,0\"");
    assertThat(Files.lines(file).skip(25_000)).containsExactly("24999,\"x,24999\"");
  }

  @Test
  void jsonHoldsAllRowsInOrder() throws IOException {
    Path file = write("out.JSON", MANY);

    assertThat(Files.lines(file)).hasSize(25_000).startsWith("{\"id\":0,\"text\":\"x,0\"}");
  }

  @Test
  void parquetHoldsAllRowsAndTheirTypes() throws IOException {
    Path file = write("out.parquet", MANY);

    var rows = spark.read().parquet(file.toString());
    assertThat(rows.count()).isEqualTo(25_000);
    assertThat(rows.schema().toDDL()).isEqualTo("id BIGINT,text STRING");
  }

  @Test
  void nothingElseIsLeftBehind() throws IOException {
    write("out.csv", "select 1");
    assertThatThrownBy(() -> write("bad.csv", "select raise_error('no')")).isNotNull();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("out.csv"));
    }
  }

  @Test
  void noFileIsOverwritten() throws IOException {
    Path file = write("out.csv", "select 1 as a");

    assertThatThrownBy(() -> write("out.csv", "select 2 as a"))
        .isInstanceOf(QueryException.class)
        .hasMessage(file + " exists: name a new file, or remove it first");
    assertThat(Files.readString(file)).isEqualTo("a\n1\n");
  }

  @Test
  void itIsForOneAnswer() throws IOException {
    AnswerFile file = AnswerFile.at(folder.resolve("out.csv"));
    file.take(spark.sql("select 1 as a"));

    assertThatThrownBy(() -> file.take(spark.sql("select 2 as a")))
        .isInstanceOf(QueryException.class)
        .hasMessageEndingWith(
            "out.csv has the answer before this one: ask one question for each file");
    assertThat(folder.resolve("out.csv")).hasContent("a\n1");
  }

  @Test
  void nothingIsWrittenIntoATable() {
    String table = folder.resolve("table").toString();
    spark.range(1).write().format("delta").save(table);

    for (String name : List.of("x.parquet", "new/x.csv", "_delta_log/00000000000000000001.json")) {
      Path file = Path.of(table, name);
      assertThatThrownBy(() -> AnswerFile.at(file))
          .isInstanceOf(QueryException.class)
          .hasMessage(file + " would lie in a Delta table: name a file elsewhere");
    }
  }

  @Test
  void whyRowsCannotBeWrittenIsToldAsIfTheyWerePrinted(@TempDir Path other) {
    SmallLake lake = new SmallLake(other);
    String sql =
        "select cast(if(size > 0, raise_error('size is wrong'), 1) as int) as a from trades";

    for (String name : List.of("out.csv", "out.json", "out.parquet")) {
      AnswerFile file = AnswerFile.at(folder.resolve(name));
      assertThatThrownBy(() -> lake.queries.answer(Script.of(sql).statements().get(0), file))
          .hasMessage("size is wrong");
    }
  }

  @Test
  void theNameMustSayTheFormat() {
    assertThatThrownBy(() -> AnswerFile.at(Path.of("out.xlsx")))
        .isInstanceOf(QueryException.class)
        .hasMessage("out.xlsx says no format: let the name end in .csv, .json or .parquet");
  }

  private Path write(String name, String sql) throws IOException {
    Path file = folder.resolve(name);
    AnswerFile.at(file).take(spark.sql(sql));
    return file;
  }
}
