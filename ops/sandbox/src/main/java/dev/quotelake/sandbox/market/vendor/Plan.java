// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import java.time.Duration;

/**
 * How much may be asked in each window of the clock; {@code limit} 0 means as much as one likes.
 */
public record Plan(int limit, Duration window) {
  public static final Plan UNLIMITED = new Plan(0, Duration.ofMinutes(1));

  boolean unlimited() {
    return limit == 0;
  }
}
