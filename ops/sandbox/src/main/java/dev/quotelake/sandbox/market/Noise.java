// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

/**
 * Repeatable randomness addressed by position: the same seed and position give the same number on
 * every machine and in every run, so a synthetic market needs no memory and a restart continues the
 * same prices.
 */
final class Noise {
  private final long seed;

  Noise(long seed) {
    this.seed = mix(seed);
  }

  /** Independent noise for the part called {@code name}. */
  Noise branch(long name) {
    return new Noise(seed ^ mix(name + 0x9E3779B97F4A7C15L));
  }

  /** Uniform in [0, 1). */
  double uniform(long position) {
    return (mix(seed + position * 0x9E3779B97F4A7C15L) >>> 11) * 0x1.0p-53;
  }

  /** Smooth in {@code time}, between -1 and 1, turning about once a {@code period}. */
  double smooth(long time, long period) {
    long cell = Math.floorDiv(time, period);
    double x = (double) Math.floorMod(time, period) / period;
    double weight = x * x * (3 - 2 * x);
    double from = uniform(cell) * 2 - 1;
    double to = uniform(cell + 1) * 2 - 1;
    return from + (to - from) * weight;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
