// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

import dev.quotelake.lake.contract.EventBytes;
import dev.quotelake.lake.source.HubRecords;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Records of one partition of the hub, over several days, as a test wants them. */
public final class DaysOfQuotes {

  private static final Duration DELAY = Duration.ofSeconds(1);

  private final List<Row> records = new ArrayList<>();
  private long offset;

  /** A quote that comes a second after it was quoted. */
  public DaysOfQuotes quote(String symbol, String quotedAt, String price) {
    return late(symbol, quotedAt, price, Instant.parse(quotedAt).plus(DELAY).toString());
  }

  /** A quote that comes at some time. */
  public DaysOfQuotes late(String symbol, String quotedAt, String price, String comes) {
    long micros = Instant.parse(quotedAt).toEpochMilli() * 1_000;
    return add(symbol, EventBytes.of(symbol, micros, micros).price(price).encode(), comes);
  }

  /** Bytes that are no event. */
  public DaysOfQuotes noise(String comes) {
    return add("noise", new byte[] {1, 2, 3}, comes);
  }

  public DaysOfQuotes canary(String comes) {
    long micros = Instant.parse(comes).toEpochMilli() * 1_000;
    return add(HubRecords.CANARY_KEY, EventBytes.of("~canary", micros, micros).encode(), comes);
  }

  /** What was added since this was asked last. */
  public List<Row> records() {
    List<Row> some = List.copyOf(records);
    records.clear();
    return some;
  }

  private DaysOfQuotes add(String key, byte[] value, String comes) {
    Timestamp time = Timestamp.from(Instant.parse(comes));
    records.add(
        RowFactory.create(
            "quotes", 0, offset++, time, key.getBytes(StandardCharsets.UTF_8), value, null, time));
    return this;
  }
}
