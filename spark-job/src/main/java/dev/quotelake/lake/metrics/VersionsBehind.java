// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many versions of a stored table a query has not read that reads it as a stream, as in a flow
 * that is cut. Spark tells how far a query has read, not where its table is by now; that is looked
 * up with the sizes of the tables.
 */
public final class VersionsBehind {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param tableId Delta's id of the table
   * @param next the first version that is not read, or not to its end
   */
  private record Position(String tableId, long next) {}

  private final Map<String, Position> positions = new ConcurrentHashMap<>();
  private final Gauge gauge;

  /** Registers the series. */
  public VersionsBehind(PrometheusRegistry registry) {
    gauge =
        Gauge.builder()
            .name("quotelake_lake_versions_behind")
            .help(
                "Versions of the stored table a streaming query reads that it has not read, refreshed about every minute; 0 for one that reads the hub.")
            .labelNames("query")
            .register(registry);
  }

  /** Makes the series of a query stand at zero. */
  void expect(String query) {
    gauge.initLabelValues(query);
  }

  /**
   * A query has read up to here.
   *
   * @param offset of a Delta source, as JSON; its {@code reservoirVersion} is the next version once
   *     one is read to its end
   */
  void readUntil(String query, String offset) {
    try {
      JsonNode position = JSON.readTree(offset);
      positions.put(
          query,
          new Position(
              position.get("reservoirId").asText(), position.get("reservoirVersion").asLong()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Spark reports an offset that is no JSON: " + offset, e);
    }
  }

  /** Whether any query reads the table. */
  boolean isRead(String tableId) {
    return positions.values().stream().anyMatch(position -> position.tableId().equals(tableId));
  }

  /** The newest version of a table now. */
  void newest(String tableId, long version) {
    positions.forEach(
        (query, position) -> {
          if (position.tableId().equals(tableId)) {
            gauge.labelValues(query).set(Math.max(0, version + 1 - position.next()));
          }
        });
  }
}
