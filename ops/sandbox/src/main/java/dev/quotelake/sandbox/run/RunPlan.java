// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for, checked.
 *
 * @param lasting how long quotes flow; without it until a replay ends or somebody stops it
 * @param gateway a native executable to run in place of the jar
 * @param data where everything is kept
 */
record RunPlan(
    Optional<Duration> lasting,
    int symbols,
    Duration poll,
    Optional<Replay> replay,
    List<String> providers,
    Optional<Path> gateway,
    Path data,
    boolean grafana) {

  /**
   * The market whose calendar the quotes live by, in place of the provider definition's: the
   * invented one never closes, a recording's is that of its stocks.
   */
  Optional<String> market() {
    return replay.isPresent() ? Optional.empty() : Optional.of("24/7");
  }

  /** A recording and how many of its seconds pass in one. */
  record Replay(Path file, double speed) {}
}
