// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider;

import java.time.Duration;
import java.util.List;

/**
 * How a provider is doing.
 *
 * @param circuit whether it is asked at all
 * @param quotas what is left of the vendor's allowance, by window
 * @param rest how much longer the vendor wants to be left alone; zero mostly
 */
public record ProviderVitals(Circuit circuit, List<Quota> quotas, Duration rest) {

  /** Nothing to tell. */
  public static final ProviderVitals WELL =
      new ProviderVitals(Circuit.CLOSED, List.of(), Duration.ZERO);

  /** Whether a provider is asked. */
  public enum Circuit {
    /** All is well. */
    CLOSED,
    /** One request is let through to see. */
    HALF_OPEN,
    /** It failed too often and is not asked for a while. */
    OPEN
  }

  /**
   * A vendor's allowance in one window.
   *
   * @param window second, minute, hour, day or month
   * @param limit units allowed
   * @param remaining units left
   * @param refill how long until there is room for one more; zero mostly
   */
  public record Quota(String window, long limit, long remaining, Duration refill) {}
}
