// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.quote;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A decimal of 18 digits with a fixed number of places, kept in a long. */
public sealed interface FixedDecimal permits Price, Quantity {

  /** The largest unscaled value: 18 digits. */
  long MAX_UNSCALED = 999_999_999_999_999_999L;

  /** Digits in all. */
  int PRECISION = 18;

  /** The value times ten to the power of {@link #scale()}. */
  long unscaled();

  /** Decimal places. */
  int scale();

  /** The same number. */
  default BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(unscaled(), scale());
  }

  /**
   * Rounds half to even.
   *
   * @throws ArithmeticException if the value has too many digits before the point
   */
  static long unscaled(BigDecimal value, int scale) {
    if (value.precision() - value.scale() > PRECISION - scale) {
      throw tooLarge(scale);
    }
    return value.setScale(scale, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
  }

  /** Throws an ArithmeticException if the value has more than 18 digits. */
  static void check(long unscaled, int scale) {
    if (unscaled > MAX_UNSCALED || unscaled < -MAX_UNSCALED) {
      throw tooLarge(scale);
    }
  }

  private static ArithmeticException tooLarge(int scale) {
    return new ArithmeticException("more than " + (PRECISION - scale) + " digits before the point");
  }
}
