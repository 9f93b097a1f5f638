// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Map<String, String> MARKET = Map.of("flow", "market");

  private final Meters meters =
      new Meters(Clock.fixed(Instant.parse("2026-01-05T09:00:00Z"), ZoneOffset.UTC));
  private Optional<String> page = Optional.empty();

  @Test
  void addsUpTheSeriesThatHaveTheLabels() {
    page =
        Optional.of(
            """
            # HELP rows_total help
            # TYPE rows_total counter
            rows_total{table="a",flow="market"} 3.0
            rows_total{table="b",flow="market"} 1.5e1
            rows_total{table="b",flow="canary"} 100
            other_total 7
            """);
    refresh();

    assertThat(now().count("rows_total", MARKET)).isEqualTo(18);
    assertThat(now().count("rows_total", Map.of())).isEqualTo(118);
    assertThat(now().count("other_total", Map.of())).isEqualTo(7);
    assertThat(now().count("none_total", Map.of())).isZero();
  }

  @Test
  void aCounterThatFellBeganAnew() {
    page = Optional.of("rows_total 10");
    refresh();
    page = Optional.of("rows_total 2");
    meters.refresh();
    page = Optional.empty();
    meters.refresh();

    assertThat(now().count("rows_total", Map.of())).isEqualTo(12);
  }

  @Test
  void quantilesAreInterpolatedWithinTheirBucket() {
    page =
        Optional.of(
            """
            lag_bucket{flow="market",le="0.1"} 10
            lag_bucket{flow="market",le="1.0"} 90
            lag_bucket{flow="market",le="+Inf"} 100
            """);
    refresh();

    assertThat(now().quantile(0.5, Snapshot.NOTHING, "lag", MARKET).orElseThrow())
        .isCloseTo(0.55, within(1e-9));
    assertThat(now().quantile(0.99, Snapshot.NOTHING, "lag", MARKET)).hasValue(1.0);
    assertThat(now().quantile(0.5, now(), "lag", MARKET)).isEmpty();
  }

  private void refresh() {
    meters.add(() -> page);
    meters.refresh();
  }

  private Snapshot now() {
    return meters.reading().now();
  }
}
