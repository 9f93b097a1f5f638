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
 * @param data where everything is kept
 */
record RunPlan(
    Optional<Duration> lasting,
    int symbols,
    Duration poll,
    Optional<Replay> replay,
    List<String> providers,
    Path data,
    boolean grafana) {

  /** A recording and how many of its seconds pass in one. */
  record Replay(Path file, double speed) {}
}
