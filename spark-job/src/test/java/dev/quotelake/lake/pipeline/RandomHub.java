// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.contract.EventBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A random stream of records of two providers and four markets over some days, with everything that
 * goes wrong: repeats, disorder, quotes that are hours late, silence, volumes that fall, invalid
 * quotes, bytes that are none; and beside each record what its maker knows of it.
 */
public final class RandomHub {

  private static final DataType PRICE = DataTypes.createDecimalType(18, 8);
  private static final DataType SIZE = DataTypes.createDecimalType(18, 4);

  /** What the maker knows; null fields where the record is no event. */
  static final StructType KNOWN =
      new StructType()
          .add("partition", DataTypes.IntegerType)
          .add("offset", DataTypes.LongType)
          .add("appended_at", DataTypes.TimestampType)
          .add("event_id", DataTypes.StringType)
          .add("provider", DataTypes.StringType)
          .add("symbol", DataTypes.StringType)
          .add("market", DataTypes.StringType)
          .add("price", PRICE)
          .add("day_volume", SIZE)
          .add("currency", DataTypes.StringType)
          .add("vendor_high", PRICE)
          .add("previous_close", PRICE)
          .add("quoted_at", DataTypes.TimestampType)
          .add("fetched_at", DataTypes.TimestampType);

  /** A Thursday; clocks in New York change on the Sunday after. */
  private static final Instant BEGINNING = Instant.parse("2024-03-07T15:00:00Z");

  private static final Duration REPEATED_WITHIN = Duration.ofMinutes(50);

  /** The market of each symbol; XNYS where it is not told. */
  private static final String[] MARKETS = {null, null, "XTKS", "24/7", "XXXX"};

  private static final int PARTITIONS = 2;
  private static final int ID_FROM = 10;
  private static final int ID_TO = 26;

  private final Random random;
  private final long[] nextOffset = new long[PARTITIONS];
  private final List<Row> records = new ArrayList<>();
  private final List<Row> known = new ArrayList<>();

  /** The first sighting of what each record holds. */
  private final List<Integer> origins = new ArrayList<>();

  public RandomHub(long seed, int count) {
    this.random = new Random(seed);
    Instant appendedAt = BEGINNING;
    while (records.size() < count) {
      next(appendedAt);
      appendedAt = appendedAt.plusSeconds(step());
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

  /** Seconds as a rule, minutes now and then, and sometimes half a day. */
  private long step() {
    return switch (random.nextInt(30)) {
      case 0 -> random.nextInt(12 * 3_600);
      case 1, 2, 3, 4 -> random.nextInt(1_200);
      default -> random.nextInt(20);
    };
  }

  private void next(Instant appendedAt) {
    switch (random.nextInt(10)) {
      case 0 -> broken(appendedAt);
      case 1, 2 -> repeat(appendedAt);
      default -> fresh(appendedAt);
    }
  }

  private void broken(Instant appendedAt) {
    byte[] value = EventBytes.of("S0", 1, 2).encode();
    byte[] broken = new byte[random.nextInt(value.length)];
    System.arraycopy(value, 0, broken, 0, broken.length);
    int partition = random.nextInt(PARTITIONS);
    origins.add(records.size());
    add(partition, appendedAt, random.nextBoolean() ? null : new byte[0], broken, null);
  }

  private void repeat(Instant appendedAt) {
    if (records.isEmpty()) {
      return;
    }
    int origin = origins.get(records.size() - 1 - random.nextInt(Math.min(20, records.size())));
    Row record = records.get(origin);
    Instant first = record.getTimestamp(3).toInstant();
    if (first.plus(REPEATED_WITHIN).isAfter(appendedAt)) {
      origins.add(origin);
      add(record.getInt(1), appendedAt, record.getAs(4), record.getAs(5), known.get(origin));
    }
  }

  private void fresh(Instant appendedAt) {
    int symbol = random.nextInt(MARKETS.length);
    String name = random.nextInt(20) == 0 ? "" : "S" + symbol;
    String provider = random.nextInt(3) == 0 ? "polygon" : "alpaca";
    Instant quoted = appendedAt.minusSeconds(lateSeconds());
    Instant quotedAt = random.nextInt(4) == 0 ? quoted.truncatedTo(ChronoUnit.MINUTES) : quoted;
    Instant fetchedAt = appendedAt.minusMillis(random.nextInt(900));
    BigDecimal price =
        BigDecimal.valueOf(random.nextInt(12) == 0 ? 0 : 9_000 + random.nextInt(500), 2);
    BigDecimal volume = volume(quotedAt);
    String currency = random.nextInt(5) == 0 ? null : random.nextInt(15) == 0 ? "GBX" : "USD";
    EventBytes event =
        EventBytes.of(name, micros(quotedAt), micros(fetchedAt))
            .provider(provider)
            .market(MARKETS[symbol])
            .price(price)
            .dayVolume(volume)
            .currency(currency);
    BigDecimal vendorHigh = null;
    BigDecimal previousClose = null;
    if (random.nextInt(4) > 0) {
      event.spread("92.11", "92.34");
      vendorHigh = BigDecimal.valueOf(9_300 + random.nextInt(400), 2).setScale(8);
      previousClose =
          BigDecimal.valueOf((9_000L + random.nextInt(500)) / (1 + random.nextInt(2)), 2)
              .setScale(8);
      event.vendorDay("92.5", vendorHigh.toString(), "91", previousClose.toString());
    }
    byte[] value = event.encode();
    String id = HexFormat.of().formatHex(value, ID_FROM, ID_TO);
    Row row =
        RowFactory.create(
            0,
            0L,
            null,
            id,
            provider,
            name,
            MARKETS[symbol],
            price.setScale(8),
            volume,
            currency,
            vendorHigh,
            previousClose,
            Timestamp.from(quotedAt),
            Timestamp.from(fetchedAt));
    origins.add(records.size());
    add(symbol % PARTITIONS, appendedAt, name.getBytes(StandardCharsets.UTF_8), value, row);
  }

  /** Seconds as a rule, hours now and then, or more ahead than a clock may be. */
  private long lateSeconds() {
    return switch (random.nextInt(12)) {
      case 0 -> -301 - random.nextInt(100);
      case 1, 2 -> random.nextInt(10_000);
      default -> random.nextInt(90);
    };
  }

  /** A counter that rises as the day passes; sometimes lower or absurd, or not told. */
  private BigDecimal volume(Instant quotedAt) {
    long risen = quotedAt.getEpochSecond() % 86_400 * 72_501;
    return switch (random.nextInt(20)) {
      case 0 -> BigDecimal.valueOf(risen - 9_000_000_000L, 4);
      case 1 -> new BigDecimal("100000000000.0001");
      case 2, 3 -> BigDecimal.valueOf(risen / 2, 4);
      case 4, 5, 6 -> null;
      default -> BigDecimal.valueOf(risen, 4);
    };
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
}
