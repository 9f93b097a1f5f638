// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import java.time.Instant;

/** Counts calls in windows aligned to the clock, as the vendors do. */
public final class Meter {
  private Plan plan;
  private Instant windowStart = Instant.EPOCH;
  private int used;

  public Meter(Plan plan) {
    this.plan = plan;
  }

  /** Another plan from now on; what was used is forgotten. */
  public void change(Plan newPlan) {
    plan = newPlan;
    windowStart = Instant.EPOCH;
    used = 0;
  }

  /** Counts a call; one that is refused costs nothing. */
  public Usage count(int cost, Instant now) {
    long window = plan.window().toSeconds();
    var start = Instant.ofEpochSecond(now.getEpochSecond() / window * window);
    if (!start.equals(windowStart)) {
      windowStart = start;
      used = 0;
    }
    var usage = new Usage(plan, used + cost, start.plus(plan.window()));
    if (!usage.exceeded()) {
      used += cost;
    }
    return usage;
  }
}
