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
  private static final Duration RESTART = Duration.ofMinutes(5);
  private static final Duration LONGEST_CHANCE = Duration.ofSeconds(30);

  /** How long two lives on end last at least: ops/run gives up at three deaths in a minute. */
  private static final Duration TWO_LIVES = Duration.ofSeconds(61);

  private static final long SEED = 20260105;

  /** The day recomputed from silver, beside what gold says. */
  private static final String DIFFERENCES =
      """
      with recomputed as (
        select provider, symbol, trading_date, count(*) as quote_count, max(price) as high, min(price) as low,
               max_by(day_volume, struct(quoted_at, fetched_at, event_id)) filter (where day_volume is not null) as volume,
               max_by(price, struct(quoted_at, fetched_at, event_id)) as close
        from silver_quotes where session <> 'closed' group by provider, symbol, trading_date)
      select count(*) as differences
      from recomputed r full outer join gold_daily_summary g using (provider, symbol, trading_date)
      where not (r.quote_count <=> g.quote_count and r.high <=> g.high and r.low <=> g.low
                 and r.volume <=> g.volume and r.close <=> g.close)
      """;

  @TempDir private Path folder;

  @Test
  void nothingIsLostOrCountedTwice() throws InterruptedException {
    Path data = folder.resolve("data");
    var chance = new Random(SEED);
    Duration life = TWO_LIVES;
    try (var run = RunningPipeline.start(folder, data, "--symbols", "200")) {
      for (int i = 0; i < KILLS; i++) {
        long killed = run.pid("lake");
        if (i % 2 == 0) {
          awaitMicroBatch(data);
        }
        life = nextLife(life, chance);
        Thread.sleep(life.toMillis());
        run.kill("lake");
        await("the lake is started again")
            .atMost(RESTART)
            .failFast(
                () -> {
                  assertThat(run.command().alive()).as(run.command().toString()).isTrue();
                })
            .until(() -> run.pid("lake") != killed);
      }
      run.end();
    }

    var lake = new Lake(folder, data);
    lake.assertKeepsItsPromises();
    JsonNode totals = lake.row(RunIT.TOTALS);
    RunIT.assertAccounted(totals);
    assertThat(totals.get("symbols").asInt()).isEqualTo(200);
    assertThat(lake.row(DIFFERENCES).get("differences").asLong()).isZero();
  }

  /** However slow the machine is, not every death falls into the start. */
  private static void awaitMicroBatch(Path data) {
    Path log = data.resolve("tables/event_log/_delta_log");
    int before = log.toFile().list().length;
    await("the lake writes on").atMost(RESTART).until(() -> log.toFile().list().length > before);
  }

  /** Random, but with the one before long enough. */
  private static Duration nextLife(Duration previous, Random chance) {
    Duration drawn = Duration.ofMillis(chance.nextLong(LONGEST_CHANCE.toMillis()));
    Duration rest = TWO_LIVES.minus(previous);
    return drawn.compareTo(rest) > 0 ? drawn : rest;
  }
}
