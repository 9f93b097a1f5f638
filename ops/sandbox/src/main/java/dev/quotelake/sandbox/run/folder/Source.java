// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a run's quotes come from. */
public sealed interface Source {

  /** From one poll of the watchlist to the next; the gateway's own default without it. */
  Optional<Duration> poll();

  /**
   * The market whose calendar the quotes live by, as an ISO 10383 code or {@code 24/7}, in place of
   * the provider definition's.
   */
  Optional<String> market();

  /**
   * The market simulator, in the shapes of several vendors.
   *
   * @param vendors as the gateway's presets are called
   * @param symbols how many stocks are invented, where nothing is replayed
   */
  record Simulator(
      List<String> vendors,
      int symbols,
      Optional<Replay> replay,
      Optional<Duration> poll,
      Optional<String> market)
      implements Source {}

  /** A recording and how many of its seconds pass in one. */
  record Replay(Path file, double speed) {}

  /**
   * A provider out in the world.
   *
   * @param name in events, tables and metrics
   * @param definition a preset's name or the URI of a definition file
   * @param watchlist symbols with commas between them, or the URI of a file with one a line
   * @param credentials by the names the definition gives them: the environment variable that holds
   *     each. The secrets themselves are read by the gateway alone.
   */
  record Provider(
      String name,
      String definition,
      String watchlist,
      Map<String, String> credentials,
      Optional<Duration> poll,
      Optional<String> market)
      implements Source {}
}
