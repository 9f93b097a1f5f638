// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendorapi;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Counts calls in windows aligned to the clock, as the vendors do. Used by one thread. */
public final class RateLimit {

  /**
   * How much may be asked in each window of the clock; {@code limit} 0 means as much as one likes.
   */
  public record Plan(int limit, Duration window) {
    public static final Plan UNLIMITED = new Plan(0, Duration.ofMinutes(1));

    boolean unlimited() {
      return limit == 0;
    }
  }

  /**
   * How much of a plan is used up.
   *
   * @param used in the present window, the call at hand included
   * @param resetsAt when the window ends
   */
  public record Usage(Plan plan, int used, Instant resetsAt) {

    /** Whether the call at hand goes beyond the plan. */
    public boolean exceeded() {
      return !plan.unlimited() && used > plan.limit();
    }

    int left() {
      return Math.max(0, plan.limit() - used);
    }

    /** The headers in which several vendors tell it. */
    Map<String, String> headers() {
      return plan.unlimited()
          ? Map.of()
          : Map.of(
              "X-Ratelimit-Limit", String.valueOf(plan.limit()),
              "X-Ratelimit-Remaining", String.valueOf(left()),
              "X-Ratelimit-Reset", String.valueOf(resetsAt.getEpochSecond()));
    }
  }

  private Plan plan;
  private Instant windowStart = Instant.EPOCH;
  private int used;

  public RateLimit(Plan plan) {
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
