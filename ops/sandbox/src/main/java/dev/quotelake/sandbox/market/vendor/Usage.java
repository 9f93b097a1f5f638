// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import java.time.Instant;

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
}
