// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import dev.quotelake.lake.contract.QuoteEventDecoder;
import dev.quotelake.lake.contract.QuoteEventSchema;
import dev.quotelake.lake.contract.UndecodableException;
import org.apache.spark.sql.api.java.UDF3;

/**
 * Which slot of the duplicate state a record belongs to. All sightings of one event fall into the
 * same slot, because the slot follows from what the event's identifier is made of: its symbol and
 * the ten seconds it was quoted in. Live, a batch touches one small slot a symbol; catching up,
 * many records share a slot, so the cost per record falls. Slots are reused in a ring, so their
 * number is bounded and nothing ever has to scan the state to forget.
 */
final class EventSlot implements UDF3<byte[], byte[], Integer, Long> {

  private static final long serialVersionUID = 1L;
  private static final int SYMBOL = QuoteEventSchema.indexOf("symbol");
  private static final int QUOTED_AT = QuoteEventSchema.indexOf("quoted_at");
  private static final int SYMBOL_SLOTS = 1 << 14;
  private static final int TIME_SLOTS = 1 << 10;
  private static final long TIME_SLOT_MICROS = 10_000_000;

  private final QuoteEventDecoder decoder = new QuoteEventDecoder();

  /**
   * The slot from 0 up, or a negative number (one a partition) for what is no event of the market.
   */
  @Override
  public Long call(byte[] key, byte[] value, Integer partition) {
    if (HubRecords.isCanary(key)) {
      return -1L - partition;
    }
    try {
      Object[] event = decoder.decode(value);
      long time = Math.floorMod((long) event[QUOTED_AT] / TIME_SLOT_MICROS, (long) TIME_SLOTS);
      long symbol = Math.floorMod(event[SYMBOL].hashCode(), SYMBOL_SLOTS);
      return symbol * TIME_SLOTS + time;
    } catch (UndecodableException e) {
      return -1L - partition;
    }
  }
}
