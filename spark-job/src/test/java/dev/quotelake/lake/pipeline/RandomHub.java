// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.contract.EventBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A random stream of records with everything that goes wrong: repeats, disorder, quotes that are
 * hours late, invalid quotes, bytes that are none; and beside each record what its maker knows of
 * it.
 */
public final class RandomHub {

  /** What the maker knows; null fields where the record is no event. */
  static final StructType KNOWN =
      new StructType()
          .add("partition", DataTypes.IntegerType)
          .add("offset", DataTypes.LongType)
          .add("appended_at", DataTypes.TimestampType)
          .add("event_id", DataTypes.StringType)
          .add("symbol", DataTypes.StringType)
          .add("price", DataTypes.createDecimalType(18, 8))
          .add("day_volume", DataTypes.createDecimalType(18, 4))
          .add("quoted_at", DataTypes.TimestampType)
          .add("fetched_at", DataTypes.TimestampType);

  private static final Instant OPEN = Instant.parse("2024-03-07T15:00:00Z");
  private static final int PARTITIONS = 2;
  private static final int ID_FROM = 10;
  private static final int ID_TO = 26;

  private final Random random;
  private final long[] nextOffset = new long[PARTITIONS];
  private final List<Row> records = new ArrayList<>();
  private final List<Row> known = new ArrayList<>();

  public RandomHub(long seed, int count) {
    this.random = new Random(seed);
    for (int i = 0; i < count; i++) {
      next(i);
    }
  }

  /** As rows of bronze. */
  public List<Row> records() {
    return records;
  }

  /** As the maker knows them, in the same order. */
  List<Row> known() {
    return known;
  }

  private void next(int second) {
    Instant appendedAt = OPEN.plusSeconds(second);
    switch (random.nextInt(10)) {
      case 0 -> broken(appendedAt);
      case 1, 2 -> repeat(appendedAt);
      default -> fresh(appendedAt, second);
    }
  }

  private void broken(Instant appendedAt) {
    byte[] value = EventBytes.of("S0", 1, 2).encode();
    byte[] broken = new byte[random.nextInt(value.length)];
    System.arraycopy(value, 0, broken, 0, broken.length);
    add(
        random.nextInt(PARTITIONS),
        appendedAt,
        random.nextBoolean() ? null : new byte[0],
        broken,
        null);
  }

  private void repeat(Instant appendedAt) {
    if (records.isEmpty()) {
      return;
    }
    int earlier = random.nextInt(records.size());
    Row record = records.get(earlier);
    add(record.getInt(1), appendedAt, record.getAs(4), record.getAs(5), known.get(earlier));
  }

  private void fresh(Instant appendedAt, int second) {
    int symbol = random.nextInt(5);
    long lateSeconds = random.nextInt(6) == 0 ? random.nextInt(10_000) : random.nextInt(90);
    if (random.nextInt(12) == 0) {
      lateSeconds = -301 - random.nextInt(100);
    }
    long quotedAt = micros(appendedAt.minusSeconds(lateSeconds));
    long fetchedAt = micros(appendedAt) - random.nextInt(900_000);
    BigDecimal price =
        BigDecimal.valueOf(random.nextInt(12) == 0 ? 0 : 9_000 + random.nextInt(500), 2);
    BigDecimal volume =
        random.nextInt(5) == 0
            ? null
            : BigDecimal.valueOf(
                (quotedAt / 1_000_000) % 86_400 * 72_501
                    - (random.nextInt(15) == 0 ? 9_000_000_000L : 0),
                4);
    String name = random.nextInt(20) == 0 ? "" : "S" + symbol;
    byte[] value = EventBytes.of(name, quotedAt, fetchedAt).price(price).dayVolume(volume).encode();
    String id = HexFormat.of().formatHex(value, ID_FROM, ID_TO);
    Row event =
        RowFactory.create(
            0,
            0L,
            null,
            id,
            name,
            price.setScale(8),
            volume,
            timestamp(quotedAt),
            timestamp(fetchedAt));
    add(symbol % PARTITIONS, appendedAt, name.getBytes(StandardCharsets.UTF_8), value, event);
  }

  private void add(int partition, Instant appendedAt, byte[] key, byte[] value, Row event) {
    long offset = nextOffset[partition]++;
    Timestamp appended = Timestamp.from(appendedAt);
    records.add(
        RowFactory.create("quotes", partition, offset, appended, key, value, null, appended));
    Object[] fields = new Object[KNOWN.size()];
    for (int i = 3; event != null && i < fields.length; i++) {
      fields[i] = event.get(i);
    }
    fields[0] = partition;
    fields[1] = offset;
    fields[2] = appended;
    known.add(RowFactory.create(fields));
  }

  private static long micros(Instant instant) {
    return instant.toEpochMilli() * 1_000;
  }

  private static Timestamp timestamp(long micros) {
    return Timestamp.from(Instant.EPOCH.plusNanos(micros * 1_000));
  }
}
