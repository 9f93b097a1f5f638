// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Command;
import dev.quotelake.e2e.Lake;
import dev.quotelake.e2e.RunningPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for stored tables, given while quotes are flowing into them. */
@Tag("drill")
class RunningLakeDrillIT {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final String BARS = "gold_minute_bars_parts";

  @TempDir private Path folder;
  private Path data;
  private Lake lake;

  @BeforeEach
  void place() {
    data = folder.resolve("data");
    lake = new Lake(folder, data);
  }

  @Test
  void itIsPlannedCheckedRefreshedAndMaintainedWhileItRuns() {
    try (var run = RunningPipeline.start(folder, data, "--symbols", "40")) {
      awaitCommitsAfter(0);
      assertThat(printed("plan"))
          .contains("gold_minute_bars <- silver_quotes", "drop unless price > 0 (price_positive)")
          .doesNotContain("would be");
      long before = lake.newestVersion(BARS);
      assertThat(countsDuring("refresh", "gold_minute_bars")).isNotEmpty().isSorted();
      long after = lake.newestVersion(BARS);
      assertThat(countsOfVersions(before, after)).hasSizeGreaterThan(1).isSorted();
      assertThat(printed("maintain")).contains(BARS + ": ", "bronze_quotes: ");
      awaitCommitsAfter(lake.newestVersion(BARS));
      lake.assertKeepsItsPromises();
      run.end();
    }
  }

  /** What people see in the table again and again while a command is at work. */
  private List<Long> countsDuring(String... command) {
    List<Long> counts = new ArrayList<>();
    try (Command working = lake.command(command)) {
      while (working.alive()) {
        counts.add(quotes(lake.row("select sum(quote_count) as quotes from gold_minute_bars")));
      }
      working.succeeded();
    }
    return counts;
  }

  /** Whoever reads a table reads one of its versions, so this is all that could be seen of it. */
  private List<Long> countsOfVersions(long first, long last) {
    String versions =
        LongStream.rangeClosed(first, last)
            .mapToObj(
                number ->
                    "select %d as number, coalesce(sum(quote_count), 0) as quotes from %s"
                        .formatted(number, lake.version(BARS, number)))
            .collect(Collectors.joining(" union all "));
    return lake.rows(versions + " order by number").stream()
        .map(RunningLakeDrillIT::quotes)
        .toList();
  }

  private static long quotes(JsonNode row) {
    return row.get("quotes").asLong();
  }

  private void awaitCommitsAfter(long version) {
    await("the lake writes on")
        .atMost(PATIENCE)
        .until(() -> lake.newestVersion(BARS) >= version + 3);
  }

  private String printed(String... command) {
    try (Command working = lake.command(command)) {
      return working.succeeded();
    }
  }
}
