// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.quote;

import java.math.BigDecimal;

/**
 * An exact price in hundred-millionths of a currency unit: the event's decimal(18,8).
 *
 * @param unscaled the price times 10<sup>8</sup>, at most 18 digits
 */
public record Price(long unscaled) implements FixedDecimal {

  /** Decimal places kept. */
  public static final int SCALE = 8;

  /** Throws an ArithmeticException if there are more than 10 digits before the point. */
  public Price {
    FixedDecimal.checked(unscaled);
  }

  /** Rounds half to even to eight places; refuses more than 10 digits before the point. */
  public static Price of(BigDecimal value) {
    return new Price(FixedDecimal.unscaled(value, SCALE));
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
