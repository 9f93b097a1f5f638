// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Command;
import dev.quotelake.e2e.Lake;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of half an hour of one stock, played in a few seconds, ends up in gold as it was. */
class ReplayIT {
  @TempDir private Path folder;

  @Test
  void goldIsWhatWasRecorded() throws URISyntaxException {
    Path ticks = Path.of(ReplayIT.class.getResource("/run/ticks.csv").toURI());
    Path data = folder.resolve("data");

    try (var run =
        Command.start(
            folder,
            "ops/run",
            "--replay",
            ticks.toString(),
            "--speed",
            "120",
            "--poll",
            "50ms",
            "--data",
            data.toString())) {
      run.ended();
      assertThat(run.exitCode()).as(run.toString()).isZero();
      assertThat(run.output()).contains("gold_daily_summary: 1 rows", "2024-03-05 ACME");
    }

    var lake = new Lake(folder, data);
    JsonNode day = lake.row("select * from gold_daily_summary");
    assertThat(day.get("symbol").asText()).isEqualTo("ACME");
    assertThat(day.get("trading_date").asText()).isEqualTo("2024-03-05");
    assertThat(day.get("volume").asLong()).isEqualTo(6_535);
    assertThat(day.get("close").decimalValue()).isEqualByComparingTo("9.6");
    List<JsonNode> bars = lake.rows("select * from gold_minute_bars");
    assertThat(bars).hasSizeGreaterThan(10).allSatisfy(ReplayIT::assertSound);
    assertThat(bars.stream().mapToLong(bar -> bar.get("volume").asLong()).sum()).isEqualTo(6_535);
  }

  private static void assertSound(JsonNode bar) {
    assertThat(bar.get("low").decimalValue()).isLessThanOrEqualTo(bar.get("open").decimalValue());
    assertThat(bar.get("low").decimalValue()).isLessThanOrEqualTo(bar.get("close").decimalValue());
    assertThat(bar.get("high").decimalValue())
        .isGreaterThanOrEqualTo(bar.get("open").decimalValue());
    assertThat(bar.get("high").decimalValue())
        .isGreaterThanOrEqualTo(bar.get("close").decimalValue());
  }
}
