// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.screen;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything a screen shows at one moment.
 *
 * @param doing one word or two on what is going on
 * @param places addresses and folders by name
 */
public record View(
    String doing,
    Duration elapsed,
    Optional<Duration> planned,
    List<Count> quotes,
    List<Count> trouble,
    List<Delay> delays,
    List<PartLine> parts,
    Map<String, String> places) {

  /** How many so far, and how many a second lately. */
  public record Count(String name, long total, double rate) {}

  /** How long a step took for the median and for the slowest hundredth lately, in seconds. */
  public record Delay(String step, OptionalDouble median, OptionalDouble slowest) {}

  /** A part's name and state. */
  public record PartLine(String name, String state) {}

  /** A path as one would type it from {@code here}. */
  public static String typed(Path path, Path here) {
    return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
  }
}
