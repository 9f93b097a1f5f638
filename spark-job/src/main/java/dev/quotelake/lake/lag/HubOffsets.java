// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The offsets a Kafka source reports in Spark's progress, as JSON: {@code
 * {"quotes":{"0":12,"1":9}}}. Other sources report other shapes, and a source that has not begun
 * reports none.
 */
final class HubOffsets {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HubOffsets() {}

  /** Offset by partition, of a source that reads one hub. */
  static Optional<Map<Integer, Long>> parse(String json) {
    if (json == null || !json.startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode topics = JSON.readTree(json);
      if (topics.size() != 1 || !topics.elements().next().isObject()) {
        return Optional.empty();
      }
      Map<Integer, Long> offsets = new HashMap<>();
      topics
          .elements()
          .next()
          .fields()
          .forEachRemaining(
              field -> offsets.put(Integer.valueOf(field.getKey()), field.getValue().asLong()));
      return Optional.of(offsets);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Spark reports offsets that are no JSON: " + json, e);
    }
  }
}
