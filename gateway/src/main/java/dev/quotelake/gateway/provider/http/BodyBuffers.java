// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.http.mapping.AnswerBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;

/** Reads bodies into arrays that are used again, and no further than the limit. */
final class BodyBuffers {

  private static final int FIRST_SIZE = 64 << 10;

  /**
   * Larger arrays are left to the garbage collector, so one giant answer does not stay for ever.
   */
  private static final int LARGE = 1 << 20;

  /** However many providers answer with large bodies, the process holds one at a time. */
  private static final Semaphore TURN_OF_LARGE = new Semaphore(1);

  private final Queue<byte[]> free;
  private final int limit;

  /**
   * Arrays for bodies.
   *
   * @param kept arrays kept for the next answers
   * @param limit bytes of the largest body
   */
  BodyBuffers(int kept, int limit) {
    free = new ArrayBlockingQueue<>(kept);
    this.limit = limit;
  }

  /**
   * Reads to the end of a body.
   *
   * @throws TooLargeException as soon as the body is larger than the limit
   */
  AnswerBody read(InputStream in) throws IOException {
    byte[] kept = free.poll();
    byte[] bytes = kept == null ? new byte[Math.min(FIRST_SIZE, limit + 1)] : kept;
    boolean done = false;
    int length = 0;
    int count;
    try {
      while ((count = in.read(bytes, length, bytes.length - length)) >= 0) {
        length += count;
        if (length > limit) {
          throw new TooLargeException(limit);
        }
        if (length == bytes.length) {
          bytes = larger(bytes);
        }
      }
      done = true;
      return new AnswerBody(bytes, length);
    } finally {
      if (!done) {
        giveBack(bytes);
      }
    }
  }

  /** Takes an array back. */
  void giveBack(byte[] bytes) {
    if (bytes.length > LARGE) {
      TURN_OF_LARGE.release();
    } else if (bytes.length > 0) {
      free.offer(bytes);
    }
  }

  private byte[] larger(byte[] bytes) throws InterruptedIOException {
    int size = (int) Math.min(limit + 1L, bytes.length * 2L);
    if (bytes.length <= LARGE && size > LARGE) {
      try {
        TURN_OF_LARGE.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted before a large answer was read");
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  /** A body larger than the limit. */
  static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLargeException(int limit) {
      super("the answer has more than " + limit + " bytes");
    }
  }
}
