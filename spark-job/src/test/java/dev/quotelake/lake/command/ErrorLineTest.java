// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.MarketTables;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.store.Schemas;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.PipelineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A command that fails says in one line what is wrong and what to do. */
class ErrorLineTest {

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      LakeCommand.line(MarketTables::graph).setErr(new PrintWriter(err, true));

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(new IOException("/lake/part-0: No space left on device"), "The disk is full"),
        Arguments.of(
            new FileNotFoundException("/lake/writer (Permission denied)"),
            "This user may not write there (/lake/writer (Permission denied))"),
        Arguments.of(new DisconnectException("gone"), "The hub failed: gone"),
        Arguments.of(
            new IllegalStateException("Job 12 cancelled because SparkContext was shut down"),
            "It was stopped before its end: run it again"),
        Arguments.of(new PipelineException("what, why, what to do"), "what, why, what to do"),
        Arguments.of(
            new IllegalArgumentException("one\ntwo"),
            "SparkException: Job aborted. This is no fault that is known; its trace is in the"
                + " log."));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void whatWasWrongIsFoundInsideWhatSparkThrows(Throwable cause, String said) {
    Exception error =
        new SparkException("Job aborted", new RuntimeException("task 1 of stage 2", cause));

    assertThat(ErrorLine.tell(error, line, null)).isEqualTo(1);

    assertThat(err.toString()).contains(said).hasLineCount(1);
  }

  @Test
  void aHubThatIsNotThereIsNamed() {
    assertSaid(
        List.of("run", "--hub-servers", "localhost:1", "--checkpoints", folder + "/checkpoints"),
        "The hub at localhost:1 does not answer within 15 s");
    assertSaid(
        List.of("run", "--hub-servers", "nowhere", "--checkpoints", folder + "/checkpoints"),
        "The hub at nowhere cannot be asked: Invalid url in bootstrap.servers: nowhere.");
    assertThat(folder.resolve("tables")).doesNotExist();
  }

  @Test
  void commandsThatNeedALakeAskForOne() {
    for (String command : List.of("check", "requeue", "maintain", "refresh silver_quotes")) {
      assertSaid(
          List.of(command.split(" ")),
          "There is no lake in %s/tables. Give --tables".formatted(folder));
    }
    assertThat(folder.resolve("tables")).doesNotExist();
  }

  @Test
  void aTableThatNoJobHasRunWithCannotBeRefreshed() {
    new Schemas(Tables.at(spark, folder + "/tables"))
        .prepare(MarketTables.graph(QuoteLimits.defaults()));

    assertSaid(
        List.of("refresh", "gold_minute_bars"), "No batch has come to table gold_minute_bars");
  }

  @Test
  void aNameThatMayBeAFolderOrASchemaIsAskedBack() throws IOException {
    assertSaid(
        List.of("plan", "--tables", "src"),
        "there is a folder of that name here: give ./src for the folder, or spark_catalog.src for"
            + " the schema.");
    Path file = Files.createFile(folder.resolve("tables"));
    assertSaid(List.of("plan"), file + ", which is a file");
    String table = folder + "/table";
    spark.range(1).write().format("delta").save(table);
    assertSaid(
        List.of("plan", "--tables", table),
        table + ", which is a table: give the folder it is in.");
    assertSaid(List.of("plan", "--tables", ""), "--tables is empty: give a folder");
    assertSaid(List.of("plan", "--tables", "nope.market"), "There is no catalog but spark_catalog");
  }

  private void assertSaid(List<String> arguments, String said) {
    err.getBuffer().setLength(0);
    Stream<String> tables =
        arguments.contains("--tables") ? Stream.of() : Stream.of("--tables", folder + "/tables");

    assertThat(line.execute(Stream.concat(arguments.stream(), tables).toArray(String[]::new)))
        .isEqualTo(1);

    assertThat(err.toString()).contains(said).hasLineCount(1);
  }
}
