// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.config.SettingsException;
import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.pipeline.StoredLake;
import dev.quotelake.lake.reference.CorporateActionTable;
import dev.quotelake.lake.reference.ReferenceList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stock that was split ten for one, then two for one, and one that was not. */
class AdjustedViewsTest {

  @TempDir Path folder;

  private final SparkSession spark = LocalSpark.lakeSession();
  private final List<Row> records = new ArrayList<>();

  @Test
  void daysBeforeASplitAreAsIfItHadAlwaysBeen() throws Exception {
    quote("SPLIT", "2024-05-31T14:00:00Z", "2000", "1000");
    quote("SPLIT", "2024-06-14T14:00:00Z", "201", "10000");
    quote("SPLIT", "2024-06-17T14:00:00Z", "101", "20000");
    quote("CALM", "2024-05-31T14:00:00Z", "50", "700");
    StoredLake lake = StoredLake.of(spark, folder);
    lake.append(records);
    lake.catchUp();

    read(lake, " symbol ,ex_date, ratio\nSPLIT,2024-06-17, 2:1\nSPLIT,2024-06-03,10\n");

    lake.show();
    String prices =
        "select symbol, trading_date, open, regular_close, vendor_high, volume, vwap from %s order by 1, 2";
    assertThat(rows(prices.formatted("gold_daily_summary_adjusted")))
        .containsExactly(
            "[CALM,2024-05-31,50.00000000,50.00000000,50.00000000,700.0000,null]",
            "[SPLIT,2024-05-31,100.00000000,100.00000000,100.00000000,20000.0000,null]",
            "[SPLIT,2024-06-14,100.50000000,100.50000000,100.50000000,20000.0000,null]",
            "[SPLIT,2024-06-17,101.00000000,101.00000000,101.00000000,20000.0000,null]");
    assertThat(
            rows(
                "select trading_date, close, volume from gold_minute_bars_adjusted where symbol = 'SPLIT' order by 1"))
        .containsExactly(
            "[2024-05-31,100.00000000,20000.0000]",
            "[2024-06-14,100.50000000,20000.0000]",
            "[2024-06-17,101.00000000,20000.0000]");
    assertThat(rows("select close from gold_minute_bars where symbol = 'SPLIT' order by 1"))
        .as("what is stored")
        .containsExactly("[101.00000000]", "[201.00000000]", "[2000.00000000]");
  }

  @Test
  void aRatioThatIsNoneIsRefused() throws Exception {
    StoredLake lake = StoredLake.of(spark, folder);

    assertThatThrownBy(() -> read(lake, "symbol,ex_date,ratio\nSPLIT,2024-06-17,two\n"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("the ratio two is none");
  }

  private void read(StoredLake lake, String csv) throws Exception {
    Path file = Files.writeString(folder.resolve("splits.csv"), csv);
    new CorporateActionTable(lake.tables)
        .watch(new ReferenceList(spark, file.toString()), Duration.ofHours(1))
        .close();
  }

  private void quote(String symbol, String quotedAt, String price, String volume) {
    long micros = Instant.parse(quotedAt).getEpochSecond() * 1_000_000;
    byte[] value =
        EventBytes.of(symbol, micros, micros)
            .price(price)
            .dayVolume(volume)
            .vendorDay(price, price, price, price)
            .encode();
    Timestamp appended = Timestamp.from(Instant.parse("2024-06-18T00:00:00Z"));
    records.add(
        RowFactory.create(
            "quotes", 0, (long) records.size(), appended, null, value, null, appended));
  }

  private List<String> rows(String sql) {
    return spark.sql(sql).collectAsList().stream().map(Row::toString).toList();
  }
}
