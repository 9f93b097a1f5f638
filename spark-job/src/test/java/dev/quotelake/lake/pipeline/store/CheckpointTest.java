// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.bronze.BronzeQuotesTable;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.config.QuoteLimits;
import dev.quotelake.lake.pipeline.RandomHub;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.pipeline.repair.Check;
import dev.quotelake.lake.pipeline.repair.Refresh;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.silver.QuoteExpectations;
import dev.quotelake.lake.silver.SilverQuotesTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints and tables that do not belong together are refused, and nothing is written then. */
class CheckpointTest {

  private static final List<Row> RECORDS = new RandomHub(3, 60).records();
  private static final Graph GRAPH =
      Graph.of(
          List.of(
              BronzeQuotesTable.definition(),
              SilverQuotesTable.definition(
                  QuoteExpectations.within(QuoteLimits.defaults()),
                  new Instruments(),
                  new Exclusions(),
                  Markets.supplied())));

  @TempDir static Path filledOnce;
  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private StoredLake lake;

  /** A copy of a lake of two batches; beside it what it was after the first. */
  @BeforeEach
  void fill() throws Exception {
    if (!Files.exists(filledOnce.resolve("tables"))) {
      StoredLake first = new StoredLake(spark, filledOnce, GRAPH);
      first.append(RECORDS.subList(0, 30));
      first.catchUp();
      copy(filledOnce.resolve("tables"), filledOnce.resolve("older/tables"));
      copy(filledOnce.resolve("checkpoints"), filledOnce.resolve("older/checkpoints"));
      first.append(RECORDS.subList(30, 60));
      first.catchUp();
    }
    copy(filledOnce, folder);
    lake = new StoredLake(spark, folder, GRAPH);
  }

  @Test
  void tablesThatAreGoneAreNotBegunAnewWhereTheCheckpointsGoOn() throws Exception {
    delete("tables");

    assertRefused("have done batch 1, but the tables know no batch of them");
    assertThat(folder.resolve("tables")).doesNotExist();
  }

  @Test
  void anOlderCopyOfTheTablesIsRefused() throws Exception {
    replaceByOlder("tables");

    assertRefused("know only those up to batch 0 of them");
  }

  @Test
  void anOlderCopyOfTheCheckpointsIsRefused() throws Exception {
    replaceByOlder("checkpoints");

    assertRefused("holds batch 1 already, but the checkpoints");
  }

  @Test
  void anEmptyFolderIsNoCheckpoint() throws Exception {
    delete("checkpoints");
    Files.createDirectories(folder.resolve("checkpoints/quotelake/offsets"));

    assertRefused("is no checkpoint of a stream that wrote them");
  }

  @Test
  void theCheckpointOfAnotherLakeThatDiedInItsFirstBatchIsRefused() throws Exception {
    // Given the checkpoint of a stream that has planned a batch and done none
    delete("checkpoints/quotelake/commits");
    delete("checkpoints/quotelake/offsets/1");
    Files.writeString(folder.resolve("checkpoints/quotelake/metadata"), "{\"id\":\"another\"}");

    assertRefused("holds rows, but none of the stream of the checkpoints");
  }

  @Test
  void aTableOfTheHubThatIsGoneIsRefused() throws Exception {
    delete("tables/bronze_quotes");

    assertRefused("Table bronze_quotes is gone, and the hub forgets");
  }

  @Test
  void aTableAboveThatIsGoneIsBuiltAnewByRefresh() throws Exception {
    delete("tables/silver_quotes");
    assertRefused("build it anew with: refresh silver_quotes");
    assertThat(answers())
        .filteredOn(answer -> !answer.kept())
        .first()
        .satisfies(
            answer ->
                assertThat(answer.toString())
                    .startsWith(
                        "BROKEN silver_quotes can be compared: Table silver_quotes is defined, but not there. Start the job"));

    new Refresh(lake.tables, GRAPH, lake.marks).table("silver_quotes", false);

    lake.catchUp();
    assertThat(answers()).allMatch(Check.Answer::kept);
  }

  @Test
  void checkTellsThatTheEventLogBeginsLaterThanTheCheckpoint() throws Exception {
    // Given a lake that was begun anew once, before such a thing was refused
    lake.tables.open("event_log").delete("batch = 0");
    lake.tables.open("bronze_quotes").delete("offset < 10");

    assertThat(answers())
        .filteredOn(answer -> !answer.kept())
        .extracting(Check.Answer::toString)
        .anyMatch(text -> text.contains("1 of the batches 0 to 1 of"))
        .anyMatch(text -> text.contains("in event_log, 10 in the tables"));
  }

  @Test
  void checkTellsThatTheEventLogEndsEarlierThanTheCheckpoint() throws Exception {
    replaceByOlder("tables");

    assertThat(answers())
        .filteredOn(answer -> !answer.kept())
        .singleElement()
        .asString()
        .contains("the checkpoint has done batch 1, the event log ends with 0");
  }

  private List<Check.Answer> answers() {
    return new Check(lake.tables, GRAPH, lake.marks).answers().toList();
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> lake.catchUp())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(why);
  }

  private void replaceByOlder(String what) throws IOException {
    delete(what);
    copy(folder.resolve("older").resolve(what), folder.resolve(what));
  }

  private void delete(String what) throws IOException {
    FileUtils.forceDelete(folder.resolve(what).toFile());
    DeltaLog.clearCache();
  }

  private static void copy(Path from, Path to) throws IOException {
    FileUtils.copyDirectory(from.toFile(), to.toFile());
  }
}
