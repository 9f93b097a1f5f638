// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.quote;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact price in millionths of a currency unit.
 *
 * @param micros the price times 10<sup>6</sup>, at most 18 digits
 */
public record Price(long micros) implements Comparable<Price> {

  /** Decimal places kept. */
  public static final int SCALE = 6;

  /** The largest price: 18 digits. */
  public static final long MAX_MICROS = 999_999_999_999_999_999L;

  /**
   * Refuses what the contract's decimal(18,6) cannot hold.
   *
   * @throws ArithmeticException if {@code micros} has more than 18 digits
   */
  public Price {
    if (micros > MAX_MICROS || micros < -MAX_MICROS) {
      throw new ArithmeticException("price has more than 12 digits before the point");
    }
  }

  /**
   * Rounds half to even to six decimal places.
   *
   * @throws ArithmeticException if the value has more than 12 digits before the point
   */
  public static Price of(BigDecimal value) {
    if (value.precision() - value.scale() > 12) {
      throw new ArithmeticException("price has more than 12 digits before the point");
    }
    return new Price(
        value.setScale(SCALE, RoundingMode.HALF_EVEN).unscaledValue().longValueExact());
  }

  /** The same price as a decimal of scale six. */
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(micros, SCALE);
  }

  @Override
  public int compareTo(Price other) {
    return Long.compare(micros, other.micros);
  }

  @Override
  public String toString() {
    return toBigDecimal().toPlainString();
  }
}
