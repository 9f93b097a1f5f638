// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Reads a decimal number from characters into a whole number and a power of ten, exactly; never
 * through double. Reused from number to number, so not for several threads.
 */
final class DecimalText {

  private static final long[] POWERS = new long[19];
  private static final long ROOM = (Long.MAX_VALUE - 9) / 10;

  /** Longer texts are no price; without a bound an answer could keep a core busy. */
  private static final int MAX_LENGTH = 100;

  private static final int MAX_EXPONENT = 200;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private boolean negative;
  private long mantissa;
  private int exponent;
  private BigDecimal large;
  private boolean fits;

  /** Reads a number; false if the characters are none. Blanks round it and a last % are ignored. */
  boolean read(char[] text, int from, int length) {
    int start = from;
    int end = from + length;
    while (end > start && (text[end - 1] <= ' ' || text[end - 1] == '%')) {
      end--;
    }
    while (start < end && text[start] <= ' ') {
      start++;
    }
    return end - start <= MAX_LENGTH && readTrimmed(text, start, end);
  }

  private boolean readTrimmed(char[] text, int start, int end) {
    mantissa = 0;
    exponent = 0;
    large = null;
    negative = start < end && text[start] == '-';
    int at = start < end && (negative || text[start] == '+') ? start + 1 : start;
    int digits = 0;
    int afterPoint = 0;
    boolean point = false;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        if (mantissa > ROOM) {
          return readLarge(text, start, end);
        }
        mantissa = mantissa * 10 + digit;
        digits++;
        afterPoint += point ? 1 : 0;
      } else if (text[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0 || (at < end && !readExponent(text, at, end))) {
      return false;
    }
    exponent -= afterPoint;
    return true;
  }

  private boolean readExponent(char[] text, int from, int end) {
    if ((text[from] | 0x20) != 'e' || from + 1 == end) {
      return false;
    }
    boolean minus = text[from + 1] == '-';
    int at = minus || text[from + 1] == '+' ? from + 2 : from + 1;
    if (at == end) {
      return false;
    }
    int value = 0;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = Math.min(value * 10 + digit, 100_000);
    }
    exponent = minus ? -value : value;
    return true;
  }

  private boolean readLarge(char[] text, int start, int end) {
    try {
      large = new BigDecimal(text, start, end - start);
      return true;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }

  boolean isZero() {
    return large == null ? mantissa == 0 : large.signum() == 0;
  }

  boolean isNegative() {
    return negative && !isZero();
  }

  /** Compares with a number as numbers: 1.50 is 1.5. */
  boolean isEqualTo(BigDecimal other) {
    return Math.abs(exponent) <= MAX_EXPONENT && exact().compareTo(other) == 0;
  }

  /** Whether the last result of {@link #scaled} is right; else the number is too large. */
  boolean fits() {
    return fits;
  }

  /**
   * The number times {@code factor} times ten to the power of {@code places}, as a whole number.
   *
   * @param rounding half-even for amounts, down for times; others are not supported
   */
  long scaled(int places, Factor factor, RoundingMode rounding) {
    fits = true;
    if (large != null) {
      return scaledLarge(large, places, factor, rounding);
    }
    if (mantissa == 0) {
      return 0;
    }
    int shift = exponent + factor.exponent() + places;
    long product = mantissa * factor.mantissa();
    if (Math.multiplyHigh(mantissa, factor.mantissa()) != 0 || product < 0) {
      return scaledLarge(exactIfSmallExponent(), places, factor, rounding);
    }
    return signed(shift >= 0 ? up(product, shift) : down(product, -shift, rounding));
  }

  private long up(long product, int shift) {
    if (shift >= POWERS.length || Math.multiplyHigh(product, POWERS[shift]) != 0) {
      fits = false;
      return 0;
    }
    long result = product * POWERS[shift];
    fits = result >= 0;
    return result;
  }

  private static long down(long product, int shift, RoundingMode rounding) {
    if (shift >= POWERS.length) {
      return 0;
    }
    long power = POWERS[shift];
    long quotient = product / power;
    if (rounding == RoundingMode.DOWN) {
      return quotient;
    }
    long rest = product - quotient * power;
    long half = power / 2;
    boolean roundUp = rest > half || (rest == half && (quotient & 1) == 1);
    return roundUp ? quotient + 1 : quotient;
  }

  private long scaledLarge(BigDecimal value, int places, Factor factor, RoundingMode rounding) {
    if (Math.abs((long) value.precision() - value.scale()) > MAX_EXPONENT) {
      fits = false;
      return 0;
    }
    BigInteger result =
        value
            .multiply(factor.value())
            .scaleByPowerOfTen(places)
            .setScale(0, rounding)
            .toBigInteger();
    fits = result.bitLength() < Long.SIZE;
    return fits ? result.longValue() : 0;
  }

  private BigDecimal exactIfSmallExponent() {
    return Math.abs(exponent) <= MAX_EXPONENT
        ? exact()
        : BigDecimal.ONE.scaleByPowerOfTen(2 * MAX_EXPONENT);
  }

  private BigDecimal exact() {
    return large != null ? large : BigDecimal.valueOf(signed(mantissa), -exponent);
  }

  private long signed(long value) {
    return negative ? -value : value;
  }

  /**
   * A number to multiply with: {@code mantissa} times ten to the power of {@code exponent}.
   *
   * @param value the same number
   */
  record Factor(long mantissa, int exponent, BigDecimal value) {

    static final Factor ONE = of(BigDecimal.ONE);

    static Factor of(BigDecimal value) {
      BigDecimal plain = value.stripTrailingZeros();
      return new Factor(plain.unscaledValue().longValueExact(), -plain.scale(), plain);
    }
  }
}
