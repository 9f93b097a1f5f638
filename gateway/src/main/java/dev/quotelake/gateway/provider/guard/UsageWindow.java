// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.guard;

import java.time.Duration;
import java.time.Instant;

/** Counts what is used of one window's allowance. Not safe for several threads. */
interface UsageWindow {

  /** How long to wait until so many units fit; zero if they do now. */
  Duration untilRoom(long units, Instant now);

  /** Uses units. */
  void use(long units, Instant now);

  /** Units left. */
  long remaining(Instant now);

  /** Units allowed. */
  long limit();

  /** Name of the window. */
  String name();
}
