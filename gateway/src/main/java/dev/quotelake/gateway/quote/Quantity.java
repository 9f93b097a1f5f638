// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.quote;

import java.math.BigDecimal;

/**
 * An exact number of shares, or units of a coin, in ten-thousandths: the event's decimal(18,4).
 *
 * @param unscaled the number times 10<sup>4</sup>, at most 18 digits
 */
public record Quantity(long unscaled) implements FixedDecimal {

  /** Decimal places kept. */
  public static final int SCALE = 4;

  /** Throws an ArithmeticException if there are more than 14 digits before the point. */
  public Quantity {
    FixedDecimal.checked(unscaled);
  }

  /** Rounds half to even to four places; refuses more than 14 digits before the point. */
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
