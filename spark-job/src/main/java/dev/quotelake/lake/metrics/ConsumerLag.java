// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.streaming.SourceProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hub holds and one query has not read: how far it has read each partition, and where each
 * ends as far as is known. Told by three threads (the stream's, Spark's listener, the one that asks
 * the hub), so all of it is under one lock.
 */
final class ConsumerLag {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLag.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<Integer, Long>> OFFSETS = new TypeReference<>() {};

  private final String query;
  private final Map<Integer, Long> readUntil = new HashMap<>();
  private final Map<Integer, Long> ends = new HashMap<>();
  private Instant newestRead = Instant.MAX;

  ConsumerLag(String query) {
    this.query = query;
  }

  /**
   * Offsets after the last that was read; they replace what was known, a recreated hub begins
   * again.
   */
  synchronized void readUntil(Map<Integer, Long> offsets) {
    readUntil.putAll(offsets);
  }

  /** Append time of the newest event that was read. */
  synchronized void newestRead(Instant appendedAt) {
    newestRead =
        newestRead.equals(Instant.MAX) || appendedAt.isAfter(newestRead) ? appendedAt : newestRead;
  }

  /** Offsets after the last that the hub holds. */
  synchronized void endsAt(Map<Integer, Long> offsets) {
    ends.putAll(offsets);
  }

  /**
   * What Spark tells of a Kafka source after a micro-batch.
   *
   * <p>Fewer events than offsets are no loss in themselves: a hub keeps records of its own at some
   * offsets (the ends of transactions), and a compacted one leaves gaps. Lost is what lies before
   * the first offset that the hub holds; everything that is missing, if it does not say.
   *
   * @param firstOffsets asks the hub for the first offset each partition holds
   * @return events that the hub had dropped before they were read, or that were passed over
   */
  long read(SourceProgress source, Supplier<Optional<Map<Integer, Long>>> firstOffsets) {
    Optional<Map<Integer, Long>> end = offsets(source.endOffset());
    end.ifPresent(this::readUntil);
    offsets(source.latestOffset()).ifPresent(this::endsAt);
    Optional<Map<Integer, Long>> start = offsets(source.startOffset());
    if (start.isEmpty() || end.isEmpty()) {
      return 0;
    }
    long asked = 0;
    long passedOver = 0;
    for (Map.Entry<Integer, Long> partition : end.get().entrySet()) {
      long until = partition.getValue();
      long from = start.get().getOrDefault(partition.getKey(), until);
      asked += Math.max(0, until - from);
      passedOver += until < from ? passedOver(partition.getKey(), from, until) : 0;
    }
    long missing = asked - source.numInputRows();
    if (missing <= 0) {
      return passedOver;
    }
    return passedOver
        + firstOffsets
            .get()
            .map(first -> Math.min(missing, dropped(start.get(), end.get(), first)))
            .orElse(missing);
  }

  /** How many of the offsets asked for lie before the first that the hub holds. */
  private static long dropped(
      Map<Integer, Long> start, Map<Integer, Long> end, Map<Integer, Long> first) {
    return end.entrySet().stream()
        .mapToLong(
            partition -> {
              long until = partition.getValue();
              long from = start.getOrDefault(partition.getKey(), until);
              return Math.max(
                  0, Math.min(until, first.getOrDefault(partition.getKey(), from)) - from);
            })
        .sum();
  }

  /**
   * Events at the beginning of a partition that ends before where reading was: the hub was created
   * anew, and Spark goes on where it found the new one to end.
   */
  private long passedOver(int partition, long before, long end) {
    LOG.warn(
        "Partition {} of the hub was created anew: {} had read it up to offset {}, now it ends at"
            + " {}. Up to {} events in it are passed over; to read them, start a job with"
            + " checkpoints in a new folder.",
        partition,
        query,
        before,
        end,
        end);
    return end;
  }

  /**
   * Events not read. A partition of which nothing was read yet counts only when it is known where
   * reading begins.
   */
  synchronized long events() {
    return ends.entrySet().stream()
        .filter(end -> readUntil.containsKey(end.getKey()))
        .mapToLong(end -> Math.max(0, end.getValue() - readUntil.get(end.getKey())))
        .sum();
  }

  /** 0 when nothing is unread, else the age of the newest event that was read. */
  synchronized double seconds(Instant now) {
    if (events() == 0 || newestRead.equals(Instant.MAX)) {
      return 0;
    }
    return Math.max(0, (now.toEpochMilli() - newestRead.toEpochMilli()) / 1e3);
  }

  /**
   * Offset by partition as a Kafka source reports them in Spark's progress, such as {@code
   * {"quotes":{"0":12,"1":9}}}; empty for a source that has not begun, and for other sources.
   */
  static Optional<Map<Integer, Long>> offsets(String json) {
    if (json == null || !json.startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode topics = JSON.readTree(json);
      return topics.size() == 1 && topics.elements().next().isObject()
          ? Optional.of(JSON.convertValue(topics.elements().next(), OFFSETS))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Spark reports offsets that are no JSON: " + json, e);
    }
  }
}
