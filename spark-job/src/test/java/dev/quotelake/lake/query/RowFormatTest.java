// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LocalSpark;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RowFormatTest {

  @Test
  void csvQuotesWhatNeedsItAndShowsNestedValuesAsJson() {
    assertThat(
            printed(
                RowFormat.CSV,
                "select 'a,b' as `x \"1\"`, null as n, array(1, 2) as l, 1.50 as d, timestamp'2026-03-06 14:30:00' as t"))
        .isEqualTo("\"x \"\"1\"\"\",n,l,d,t\n\"a,b\",,\"[1,2]\",1.50,2026-03-06 14:30:00\n");
  }

  @Test
  void csvTakesColumnsOfTheSameName() {
    assertThat(
            printed(
                RowFormat.CSV,
                "select (select 1), (select 2), `same`, `same` from (select 3 as same)"))
        .isEqualTo(
            """
            scalarsubquery(),scalarsubquery(),same,same
            1,2,3,3
            """);
  }

  @Test
  void jsonIsAnObjectALine() {
    assertThat(printed(RowFormat.JSON, "select id, string(id) as text from range(2) order by id"))
        .isEqualTo(
            """
            {"id":0,"text":"0"}
            {"id":1,"text":"1"}
            """);
  }

  @Test
  void aTableIsWhatSparkShowsInFullAndWithoutAnEmptyLine() {
    assertThat(printed(RowFormat.TABLE, "select 'Société Générale, Paris' as name, 1 as n"))
        .isEqualTo(
            """
            +-----------------------+---+
            |name                   |n  |
            +-----------------------+---+
            |Société Générale, Paris|1  |
            +-----------------------+---+
            """);
  }

  private static String printed(RowFormat format, String sql) {
    StringWriter text = new StringWriter();
    format.print(LocalSpark.lakeSession().sql(sql), new PrintWriter(text, true));
    return text.toString();
  }
}
