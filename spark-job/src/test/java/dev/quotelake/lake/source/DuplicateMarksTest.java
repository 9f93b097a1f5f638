// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.calendar.Markets;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import dev.quotelake.lake.reference.Exclusions;
import dev.quotelake.lake.reference.Instruments;
import dev.quotelake.lake.silver.SilverQuotesTable;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class DuplicateMarksTest {

  private static final Instant NOW = Instant.parse("2024-03-07T15:00:00Z");
  private static final long MICROS = NOW.toEpochMilli() * 1_000;

  private final SparkSession spark = LocalSpark.lakeSession();
  private final DuplicateMarks marks = new DuplicateMarks(Duration.ofHours(1));
  private final List<Row> records = new ArrayList<>();

  @Test
  void ofTheSightingsOfAnEventTheOneAppendedFirstIsNoDuplicateWithinTheWindow() {
    byte[] event = event("ACME");
    add("ACME", event, 10);
    add("ACME", event, 0);
    add("ACME", event, 3_600);
    add("ACME", event, 3_601);
    add("ACME", event, 3_602);
    add("ACME", event("OTHER"), 5);

    assertThat(duplicates()).containsExactlyInAnyOrder(0L, 2L, 4L);
  }

  @Test
  void whatIsNoEventOrACanaryIsNeverADuplicate() {
    byte[] broken = java.util.Arrays.copyOf(event("ACME"), 60);
    add("ACME", broken, 0);
    add("ACME", broken, 1);
    add("ACME", null, 2);
    add("ACME", null, 3);
    add(HubRecords.CANARY_KEY, event("ACME"), 4);
    add(HubRecords.CANARY_KEY, event("ACME"), 5);
    add("ACME", event("ACME"), 6);

    assertThat(duplicates()).isEmpty();
  }

  @Test
  void anEventThatCannotBeReadWhereItsIdentifierSaysNothingHidesNoGoodOne() {
    byte[] unreadable = EventBytes.of("ACME", MICROS, Long.MAX_VALUE).encode();
    add("ACME", unreadable, 0);
    add("ACME", event("ACME"), 1);

    assertThat(java.util.Arrays.copyOf(unreadable, 26))
        .as("header and identifier")
        .isEqualTo(java.util.Arrays.copyOf(event("ACME"), 26));
    assertThat(duplicates()).isEmpty();
  }

  @Test
  void anEventWithTheIdentifierOfAnotherHidesNoGoodOne() {
    byte[] forged = EventBytes.of("ACME", MICROS, MICROS).price("102").encode();
    System.arraycopy(event("ACME"), 10, forged, 10, 16);
    add("ACME", forged, 0);
    add("ACME", event("ACME"), 1);

    assertThat(duplicates()).isEmpty();
  }

  @Test
  void aRecordIsDecodedOnce() {
    add("ACME", event("ACME"), 0);
    TableDefinition silver =
        SilverQuotesTable.definition(
            List.of(), new Instruments(), new Exclusions(), Markets.supplied());
    Dataset<Row> stored = rows().localCheckpoint();

    Dataset<Row> quotes = silver.transform().orElseThrow().apply(marks.on(stored));

    assertThat(quotes.first().<String>getAs("symbol")).isEqualTo("ACME");
    String plan = quotes.queryExecution().optimizedPlan().toString();
    assertThat(plan.split("decode_quote\\(").length - 1).as("decodings").isEqualTo(1);
    assertThat(plan.split("identify_quote\\(").length - 1).as("identities").isEqualTo(1);
  }

  private List<Long> duplicates() {
    return marks.on(rows()).where(col(DuplicateMarks.DUPLICATE)).collectAsList().stream()
        .map(row -> row.<Long>getAs(HubRecords.OFFSET))
        .toList();
  }

  private Dataset<Row> rows() {
    return spark.createDataFrame(records, HubRecords.TYPE);
  }

  private static byte[] event(String symbol) {
    return EventBytes.of(symbol, MICROS, MICROS).encode();
  }

  private void add(String key, byte[] value, long second) {
    Timestamp appendedAt = Timestamp.from(NOW.plusSeconds(second));
    records.add(
        RowFactory.create(
            "quotes",
            0,
            (long) records.size(),
            appendedAt,
            key.getBytes(StandardCharsets.UTF_8),
            value,
            null,
            appendedAt));
  }
}
