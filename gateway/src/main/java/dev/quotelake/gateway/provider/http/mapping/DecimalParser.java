// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Reads a decimal number from characters, exactly; never through double. Plain numbers of up to 18
 * digits stay in a long, all others take the slow way. Reused from number to number, so not for
 * several threads.
 */
final class DecimalParser {

  private static final long[] POWERS = new long[19];

  /** Longer texts are no price; without a bound an answer could keep a core busy. */
  private static final int MAX_LENGTH = 100;

  /** Digits before the point, or zeros after it, of numbers that are far too large or small. */
  private static final int FAR = 60;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private boolean negative;
  private long digits;
  private int decimals;
  private BigDecimal exact;
  private long scaled;

  /** Reads a number; false if the characters are none. A last % is ignored. */
  boolean read(char[] text, int from, int length) {
    int end = from + length;
    while (end > from && (text[end - 1] == '%' || text[end - 1] == ' ')) {
      end--;
    }
    return end - from <= MAX_LENGTH && (readPlain(text, from, end) || readExact(text, from, end));
  }

  private boolean readPlain(char[] text, int start, int end) {
    exact = null;
    negative = start < end && text[start] == '-';
    int first = negative ? start + 1 : start;
    int point = -1;
    long value = 0;
    for (int at = first; at < end; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (text[at] == '.' && point < 0) {
        point = at;
      } else {
        return false;
      }
    }
    digits = value;
    decimals = point < 0 ? 0 : end - point - 1;
    int count = end - first - (point < 0 ? 0 : 1);
    return count > 0 && count < POWERS.length;
  }

  private boolean readExact(char[] text, int start, int end) {
    exact = exact(new String(text, start, end - start)).orElse(null);
    negative = exact != null && exact.signum() < 0;
    return exact != null;
  }

  /** The number that a text is, if it is one. */
  static Optional<BigDecimal> exact(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  boolean isZero() {
    return exact == null ? digits == 0 : exact.signum() == 0;
  }

  boolean isNegative() {
    return negative && !isZero();
  }

  /** Compares with a number as numbers: 1.50 is 1.5. */
  boolean isEqualTo(BigDecimal other) {
    return exact().compareTo(other) == 0;
  }

  private BigDecimal exact() {
    return exact != null ? exact : BigDecimal.valueOf(negative ? -digits : digits, decimals);
  }

  /** The result of the last {@link #scale} that was true. */
  long scaled() {
    return scaled;
  }

  /**
   * Multiplies the number with {@code factor} and ten to the power of {@code places} and rounds it.
   *
   * @param rounding half-even for amounts, down for times; others are not supported
   * @return false if the result is too large for a long
   */
  boolean scale(int places, Factor factor, RoundingMode rounding) {
    int shift = factor.exponent() + places - decimals;
    if (exact != null || !factor.isPowerOfTen() || Math.abs(shift) >= POWERS.length) {
      return scaleExact(places, factor, rounding);
    }
    long power = POWERS[Math.abs(shift)];
    long size = shift >= 0 ? digits * power : rounded(digits, power, rounding);
    scaled = negative ? -size : size;
    return shift < 0 || (size >= 0 && Math.multiplyHigh(digits, power) == 0);
  }

  private static long rounded(long digits, long power, RoundingMode rounding) {
    long quotient = digits / power;
    long rest = digits - quotient * power;
    long half = power / 2;
    boolean up = rest > half || (rest == half && (quotient & 1) == 1);
    return up && rounding == RoundingMode.HALF_EVEN ? quotient + 1 : quotient;
  }

  private boolean scaleExact(int places, Factor factor, RoundingMode rounding) {
    BigDecimal number = exact();
    long magnitude = number.signum() == 0 ? 0 : (long) number.precision() - number.scale();
    scaled = 0;
    if (Math.abs(magnitude) > FAR) {
      return magnitude < 0;
    }
    BigInteger whole =
        number
            .multiply(factor.value())
            .scaleByPowerOfTen(places)
            .setScale(0, rounding)
            .toBigInteger();
    scaled = whole.longValue();
    return whole.bitLength() < Long.SIZE;
  }

  /** A number to multiply with; powers of ten, such as 100 for round lots, are fast. */
  record Factor(BigDecimal value, boolean isPowerOfTen, int exponent) {

    static final Factor ONE = of(BigDecimal.ONE);

    static Factor of(BigDecimal value) {
      BigDecimal plain = value.stripTrailingZeros();
      return new Factor(plain, plain.unscaledValue().equals(BigInteger.ONE), -plain.scale());
    }
  }
}
