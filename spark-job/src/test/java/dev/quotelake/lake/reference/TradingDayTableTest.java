// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.pipeline.store.Tables;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradingDayTableTest {

  @TempDir private Path folder;

  @Test
  void itGrowsEveryYearAndIsLeftAloneWithinOne() {
    Tables tables = Tables.at(LocalSpark.lakeSession(), folder.toString());
    TradingDayTable table = new TradingDayTable(tables);

    table.write(Calendars.supplied(), LocalDate.parse("2026-01-01"));
    assertThat(lastDay(tables)).isEqualTo("2030-12-31");

    long versions = versions(tables);
    table.write(Calendars.supplied(), LocalDate.parse("2026-12-31"));
    assertThat(versions(tables)).isEqualTo(versions);

    table.write(Calendars.supplied(), LocalDate.parse("2027-01-01"));
    assertThat(lastDay(tables)).isEqualTo("2031-12-31");
  }

  private static String lastDay(Tables tables) {
    Row last = tables.read(TradingDayTable.NAME).selectExpr("max(trading_date)").head();
    return last.get(0).toString();
  }

  private static long versions(Tables tables) {
    return tables.open(TradingDayTable.NAME).history().count();
  }
}
