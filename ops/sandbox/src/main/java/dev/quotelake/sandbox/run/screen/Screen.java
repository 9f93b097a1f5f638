// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.screen;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where a run is shown. */
public interface Screen {

  /**
   * Everything a screen shows at one moment.
   *
   * @param doing one word or two on what is going on
   * @param parts states by name
   * @param places addresses and folders by name
   */
  record View(
      String doing,
      Duration elapsed,
      Optional<Duration> planned,
      List<Count> quotes,
      List<Delay> delays,
      Map<String, String> parts,
      Map<String, String> places) {}

  /** How many so far, and how many a second lately. */
  record Count(String name, long total, double rate) {}

  /** How long a step took for the median and for the slowest hundredth lately, in seconds. */
  record Delay(String step, OptionalDouble median, OptionalDouble slowest) {}

  /** Shows the present state; called a few times a second. */
  void show(View view);

  /** Says something that stays. */
  void say(String line);

  /** Leaves what was shown last where it is; what follows is printed below it. */
  void close();
}
