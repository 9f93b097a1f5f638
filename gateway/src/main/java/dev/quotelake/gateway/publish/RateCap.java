// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

/** So many in a window of time, counted anew in each. */
final class RateCap {

  private final int limit;
  private final long windowNanos;
  private long began;
  private int used;

  RateCap(int limit, long windowNanos) {
    this.limit = limit;
    this.windowNanos = windowNanos;
    this.began = System.nanoTime();
  }

  synchronized boolean allows(long nanoTime) {
    if (nanoTime - began >= windowNanos) {
      began = nanoTime;
      used = 0;
    }
    return used++ < limit;
  }
}
