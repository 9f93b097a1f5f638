// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.GroupState;

/**
 * Marks the records of one slot whose event was seen within the window. Nothing is dropped. Records
 * of one batch are judged in the order they were appended, so a batch that is replayed after a
 * crash gets the same marks.
 */
final class MarkDuplicates implements FlatMapGroupsWithStateFunction<Long, Row, byte[], Row> {

  private static final long serialVersionUID = 1L;

  /** Where the identifier stands in an event: after the header. */
  private static final int ID_POSITION = 10;

  private final long windowMillis;
  private final int width = HubRecords.TYPE.size();
  private final int partition = HubRecords.TYPE.fieldIndex(HubRecords.PARTITION);
  private final int offset = HubRecords.TYPE.fieldIndex(HubRecords.OFFSET);
  private final int appendedAt = HubRecords.TYPE.fieldIndex(HubRecords.APPENDED_AT);
  private final int value = HubRecords.TYPE.fieldIndex(HubRecords.VALUE);

  MarkDuplicates(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  @Override
  public Iterator<Row> call(Long slot, Iterator<Row> records, GroupState<byte[]> state) {
    List<Row> batch = new ArrayList<>();
    records.forEachRemaining(batch::add);
    List<Row> marked = new ArrayList<>(batch.size());
    if (slot < 0) {
      batch.forEach(row -> marked.add(marked(row, false)));
      return marked.iterator();
    }
    batch.sort(
        Comparator.<Row>comparingLong(row -> row.getTimestamp(appendedAt).getTime())
            .thenComparingInt(row -> row.getInt(partition))
            .thenComparingLong(row -> row.getLong(offset)));
    SeenEvents seen = new SeenEvents(state.exists() ? state.get() : new byte[0], windowMillis);
    for (Row row : batch) {
      marked.add(marked(row, seen.repeats(id(row), row.getTimestamp(appendedAt).getTime())));
    }
    state.update(seen.pack());
    return marked.iterator();
  }

  private SeenEvents.Id id(Row row) {
    ByteBuffer id = ByteBuffer.wrap(row.<byte[]>getAs(value), ID_POSITION, 2 * Long.BYTES);
    return new SeenEvents.Id(id.getLong(), id.getLong());
  }

  private Row marked(Row row, boolean duplicate) {
    Object[] values = new Object[width + 1];
    for (int i = 0; i < width; i++) {
      values[i] = row.get(i);
    }
    values[width] = duplicate;
    return RowFactory.create(values);
  }
}
