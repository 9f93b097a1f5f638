// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.commons.codec.digest.MurmurHash3;

/** The identifier of an event: a hash of what makes it this quote and no other. */
final class EventId {

  static final int SIZE = 16;

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private EventId() {}

  /** Hashes {@code bytes[from, to)} and writes the identifier at {@code at}. */
  static void write(byte[] bytes, int from, int to, int at) {
    long[] hash = MurmurHash3.hash128x64(bytes, from, to - from, 0);
    BIG_ENDIAN_LONG.set(bytes, at, hash[0]);
    BIG_ENDIAN_LONG.set(bytes, at + Long.BYTES, hash[1]);
  }
}
