// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;

import dev.quotelake.lake.contract.QuoteEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Adds to a stream of hub records whether each repeats an event seen within a window. Nothing is
 * dropped.
 */
public final class DuplicateMarks {

  /** True for a record whose event was kept within the window before. */
  public static final String DUPLICATE = "duplicate";

  /** Records with their mark. */
  public static final StructType TYPE = HubRecords.TYPE.add(DUPLICATE, DataTypes.BooleanType);

  private static final String IDENTITY = "identity";
  private static final String EVENT_ID = "event_id";
  private static final String SLOT = "slot";

  private static final StructType UNMARKED =
      HubRecords.TYPE.add(EVENT_ID, DataTypes.StringType).add(SLOT, DataTypes.LongType);

  private static final int SYMBOL_SLOTS = 1 << 14;
  private static final int TIME_SLOTS = 1 << 10;
  private static final long TIME_SLOT_MICROS = 10_000_000;

  private final Duration window;

  /**
   * Makes the marks.
   *
   * @param window how long after its append time an event is remembered
   */
  public DuplicateMarks(Duration window) {
    this.window = window;
  }

  /** The same records, none marked: for a flow whose tables do not ask. */
  public static Dataset<Row> none(Dataset<Row> records) {
    return records.withColumn(DUPLICATE, lit(false));
  }

  /**
   * The same records, marked. The state is part of a stream's checkpoint; all records of a stored
   * table can be marked at once, too.
   */
  public Dataset<Row> on(Dataset<Row> records) {
    return records
        .withColumn(IDENTITY, QuoteEvents.identity(col(HubRecords.VALUE)))
        .withColumn(EVENT_ID, col(IDENTITY).getField(EVENT_ID))
        .withColumn(SLOT, slot(col(IDENTITY)))
        .drop(IDENTITY)
        .groupBy(col(SLOT))
        .as(Encoders.LONG(), Encoders.row(UNMARKED))
        .flatMapGroupsWithState(
            new Marker(window.toMillis()),
            OutputMode.Append(),
            Encoders.BINARY(),
            Encoders.row(TYPE),
            GroupStateTimeout.NoTimeout());
  }

  /**
   * Which slot of the state a record belongs to: from 0 up, or a negative number (one a partition)
   * for what is no event of the market. All sightings of one event fall into the same slot, because
   * the slot follows from what the event's identifier is made of: its symbol and the ten seconds it
   * was quoted in. Live, a batch touches one small slot a symbol; catching up, many records share a
   * slot, so the cost per record falls. Slots are reused in a ring, so their number is bounded and
   * nothing ever has to scan the state to forget.
   */
  private static Column slot(Column identity) {
    Column time = call_function("div", identity.getField("quoted_at"), lit(TIME_SLOT_MICROS));
    Column slot =
        pmod(hash(identity.getField("symbol")), lit(SYMBOL_SLOTS))
            .multiply(lit((long) TIME_SLOTS))
            .plus(pmod(time, lit(TIME_SLOTS)));
    return when(
            HubRecords.isCanary().or(identity.isNull()), lit(-1L).minus(col(HubRecords.PARTITION)))
        .otherwise(slot);
  }

  /**
   * Marks the records of one slot. Those of one batch are judged in the order they were appended,
   * so a batch that is replayed after a crash gets the same marks.
   */
  private static final class Marker
      implements FlatMapGroupsWithStateFunction<Long, Row, byte[], Row> {

    private static final long serialVersionUID = 1L;

    private final long windowMillis;
    private final int partition = UNMARKED.fieldIndex(HubRecords.PARTITION);
    private final int offset = UNMARKED.fieldIndex(HubRecords.OFFSET);
    private final int appendedAt = UNMARKED.fieldIndex(HubRecords.APPENDED_AT);
    private final int eventId = UNMARKED.fieldIndex(EVENT_ID);

    Marker(long windowMillis) {
      this.windowMillis = windowMillis;
    }

    @Override
    public Iterator<Row> call(Long slot, Iterator<Row> records, GroupState<byte[]> state) {
      List<Row> batch = new ArrayList<>();
      records.forEachRemaining(batch::add);
      if (slot < 0) {
        batch.replaceAll(row -> marked(row, false));
        return batch.iterator();
      }
      batch.sort(
          Comparator.comparingLong(this::appendedMillis)
              .thenComparingInt(row -> row.getInt(partition))
              .thenComparingLong(row -> row.getLong(offset)));
      SeenEvents seen = new SeenEvents(state.exists() ? state.get() : new byte[0], windowMillis);
      batch.replaceAll(
          row -> marked(row, seen.repeats(row.getString(eventId), appendedMillis(row))));
      state.update(seen.pack());
      return batch.iterator();
    }

    private long appendedMillis(Row row) {
      return row.getTimestamp(appendedAt).getTime();
    }

    private static Row marked(Row row, boolean duplicate) {
      Object[] values = new Object[TYPE.size()];
      for (int i = 0; i < HubRecords.TYPE.size(); i++) {
        values[i] = row.get(i);
      }
      values[HubRecords.TYPE.size()] = duplicate;
      return RowFactory.create(values);
    }
  }
}
