// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Lake;
import dev.quotelake.e2e.RunningPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lake is killed twenty times at random moments; what it holds in the end is what a lake that
 * never died would hold.
 */
@Tag("drill")
class LakeCrashDrillIT {
  private static final int KILLS = 20;
  private static final Duration RESTART = Duration.ofMinutes(2);

  /** With at least so long a life after each start, three deaths never fall into one minute. */
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(21);

  private static final Duration LONGEST_LIFE = Duration.ofSeconds(40);
  private static final long SEED = 20260105;

  /** The day recomputed from silver, beside what gold says. */
  private static final String DIFFERENCES =
      """
      with recomputed as (
        select symbol, trading_date, count(*) as quote_count, max(price) as high, min(price) as low, max(day_volume) as volume,
               max_by(price, struct(quoted_at, fetched_at, event_id)) as close
        from silver_quotes group by symbol, trading_date)
      select count(*) as differences
      from recomputed r full outer join gold_daily_summary g using (symbol, trading_date)
      where not (r.quote_count <=> g.quote_count and r.high <=> g.high and r.low <=> g.low
                 and r.volume <=> g.volume and r.close <=> g.close)
      """;

  @TempDir private Path folder;

  @Test
  void nothingIsLostOrCountedTwice() {
    Path data = folder.resolve("data");
    var lives = new Random(SEED);
    try (var run = RunningPipeline.start(folder, data, "--symbols", "200")) {
      for (int i = 0; i < KILLS; i++) {
        long killed = run.pid("lake");
        await()
            .pollDelay(
                SHORTEST_LIFE.plusMillis(
                    lives.nextLong(LONGEST_LIFE.minus(SHORTEST_LIFE).toMillis())))
            .atMost(RESTART)
            .until(() -> true);
        run.kill("lake");
        await().atMost(RESTART).until(() -> run.pid("lake") != killed);
      }
      run.end();
    }

    JsonNode totals = new Lake(folder, data).row(RunIT.TOTALS);
    RunIT.assertAccounted(totals);
    assertThat(totals.get("symbols").asInt()).isEqualTo(200);
    assertThat(new Lake(folder, data).row(DIFFERENCES).get("differences").asLong()).isZero();
  }
}
