// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The identifiers seen lately in one slot of the duplicate state, packed: 16 bytes of event_id and
 * 8 bytes of append time (milliseconds) each. An identifier counts as seen for the window after the
 * sighting that was kept; what has left the window is forgotten when the slot is packed again.
 */
final class SeenEvents {

  private static final int ENTRY = 24;

  /** A 16-byte identifier. */
  private record Id(long high, long low) {

    static Id of(String hex) {
      return new Id(
          HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }
  }

  private final long windowMillis;
  private final Map<Id, Long> seen = new HashMap<>();
  private long newest = Long.MIN_VALUE;

  SeenEvents(byte[] packed, long windowMillis) {
    this.windowMillis = windowMillis;
    ByteBuffer buffer = ByteBuffer.wrap(packed);
    while (buffer.hasRemaining()) {
      remember(new Id(buffer.getLong(), buffer.getLong()), buffer.getLong());
    }
  }

  /**
   * Notes a sighting; true when the same event was kept within the window before.
   *
   * @param eventId 32 hexadecimal digits
   */
  boolean repeats(String eventId, long appendedAtMillis) {
    Id id = Id.of(eventId);
    Long kept = seen.get(id);
    if (kept != null && Math.abs(appendedAtMillis - kept) <= windowMillis) {
      return true;
    }
    remember(id, appendedAtMillis);
    return false;
  }

  private void remember(Id id, long appendedAtMillis) {
    seen.put(id, appendedAtMillis);
    newest = Math.max(newest, appendedAtMillis);
  }

  byte[] pack() {
    seen.values().removeIf(appended -> newest - appended > windowMillis);
    ByteBuffer buffer = ByteBuffer.allocate(seen.size() * ENTRY);
    seen.forEach((id, appended) -> buffer.putLong(id.high()).putLong(id.low()).putLong(appended));
    return buffer.array();
  }
}
