// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.quote;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A decimal of 18 digits with a fixed number of places, kept in a long. */
public sealed interface FixedDecimal permits Price, Quantity {

  /** Digits in all. */
  int PRECISION = 18;

  /** The largest unscaled value: 18 digits. */
  long MAX_UNSCALED = 999_999_999_999_999_999L;

  /** The value times ten to the power of {@link #scale()}. */
  long unscaled();

  /** Decimal places. */
  int scale();

  /** The same number. */
  default BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(unscaled(), scale());
  }

  /** Rounds half to even; an ArithmeticException if there are too many digits before the point. */
  static long unscaled(BigDecimal value, int scale) {
    return checked(value.setScale(scale, RoundingMode.HALF_EVEN).unscaledValue().longValueExact());
  }

  /** The same value, or an ArithmeticException if it has more than 18 digits. */
  static long checked(long unscaled) {
    if (unscaled > MAX_UNSCALED || unscaled < -MAX_UNSCALED) {
      throw new ArithmeticException("more than " + PRECISION + " digits");
    }
    return unscaled;
  }
}
