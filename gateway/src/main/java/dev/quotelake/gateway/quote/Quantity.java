// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.quote;

import java.math.BigDecimal;

/**
 * An exact number of shares (or units of a currency or coin) in ten-thousandths: the event's
 * decimal(18,4). Half a share is a number of shares.
 *
 * @param unscaled the number times 10<sup>4</sup>, at most 18 digits
 */
public record Quantity(long unscaled) implements FixedDecimal {

  /** Decimal places kept. */
  public static final int SCALE = 4;

  /**
   * Refuses what the event cannot hold.
   *
   * @throws ArithmeticException if there are more than 14 digits before the point
   */
  public Quantity {
    FixedDecimal.check(unscaled, SCALE);
  }

  /**
   * Rounds half to even to four decimal places.
   *
   * @throws ArithmeticException if there are more than 14 digits before the point
   */
  public static Quantity of(BigDecimal value) {
    return new Quantity(FixedDecimal.unscaled(value, SCALE));
  }

  @Override
  public int scale() {
    return SCALE;
  }

  @Override
  public String toString() {
    return toBigDecimal().toPlainString();
  }
}
