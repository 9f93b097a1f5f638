// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.pipeline.repair.Check;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records nobody would send, and everybody gets some day. */
class HostileRecordsTest {

  private static final Instant NOW = Instant.parse("2024-03-07T15:00:00Z");
  private static final long NOW_MICROS = NOW.toEpochMilli() * 1_000;

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.compilingSession();
  private final List<Row> records = new ArrayList<>();

  @Test
  void eachGoesWhereItBelongsAndTheFlowGoesOn() throws Exception {
    // Given one of each
    byte[] good = EventBytes.of("ACME", NOW_MICROS, NOW_MICROS).encode();
    byte[] unknownSchema = good.clone();
    unknownSchema[2]++;
    byte[] aMegabyte = new byte[1 << 20];
    Arrays.fill(aMegabyte, (byte) 0xC3);
    add(good);
    add(unknownSchema);
    add(Arrays.copyOf(good, good.length - 1));
    add(aMegabyte);
    add(null);
    add(EventBytes.of("X".repeat(300), NOW_MICROS, NOW_MICROS).encode());
    add(EventBytes.of("PAST", Long.MIN_VALUE, NOW_MICROS).encode());
    add(EventBytes.of("FUTURE", Long.MAX_VALUE, NOW_MICROS).encode());
    add(
        EventBytes.of(
                "ANCIENT",
                Instant.parse("0001-06-01T00:00:00Z").getEpochSecond() * 1_000_000,
                NOW_MICROS)
            .encode());
    byte[] repeated = EventBytes.of("AGAIN", NOW_MICROS, NOW_MICROS).encode();
    for (int i = 0; i < 1_000; i++) {
      add(repeated);
    }

    // When they come
    StoredLake lake = StoredLake.of(spark, folder);
    lake.append(records);
    lake.catchUp();

    // Then nothing is lost and nothing stops
    lake.show();
    assertThat(column("select left(symbol, 7) from silver_quotes"))
        .containsExactlyInAnyOrder("ACME", "XXXXXXX", "AGAIN");
    assertThat(column("select concat_ws(',', rules) from silver_quarantine order by offset"))
        .hasSize(7)
        .endsWith("decodable", "quoted_at_plausible")
        .startsWith("decodable", "decodable", "decodable", "decodable", "decodable");
    assertThat(column("select reason from silver_quarantine order by offset"))
        .anyMatch(reason -> reason.contains("unknown schema fingerprint"))
        .anyMatch(reason -> reason.contains("no value"))
        .anyMatch(reason -> reason.contains("outside the years"));
    assertThat(
            column(
                "select cast(sum(o.duplicates) as string) from event_log lateral view explode(offsets) as o where table = 'silver_quotes'"))
        .containsExactly("999");
    assertThat(new Check(lake.tables, lake.graph, lake.marks).answers())
        .allMatch(Check.Answer::kept);
  }

  private void add(byte[] value) {
    records.add(
        RowFactory.create(
            "quotes",
            0,
            (long) records.size(),
            Timestamp.from(NOW),
            records.size() % 2 == 0 ? null : "k".getBytes(StandardCharsets.UTF_8),
            value,
            null,
            Timestamp.from(NOW)));
  }

  private List<String> column(String query) {
    return spark.sql(query).collectAsList().stream().map(row -> row.getString(0)).toList();
  }
}
