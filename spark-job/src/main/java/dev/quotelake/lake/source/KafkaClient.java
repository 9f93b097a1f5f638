// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import static org.apache.commons.lang3.reflect.ConstructorUtils.invokeConstructor;
import static org.apache.commons.lang3.reflect.MethodUtils.invokeMethod;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Kafka's consumer under whichever name it has here ({@link KafkaNames}), so called by reflection:
 * a class that names it in its code cannot be linked where it has the other name. What the hub or
 * the client answers with an error is an {@link InvocationTargetException}; what is missing here is
 * any other {@link ReflectiveOperationException}.
 */
final class KafkaClient {

  private static final String CLIENT_OPTION = "kafka.";

  private final Object consumer;
  private final Duration timeout;

  /**
   * Connects to nothing yet.
   *
   * @param sourceOptions of Spark's Kafka source, the login included
   * @param timeout for each question
   */
  KafkaClient(Map<String, String> sourceOptions, Duration timeout)
      throws ReflectiveOperationException {
    this.timeout = timeout;
    this.consumer =
        invokeConstructor(type("clients.consumer.KafkaConsumer"), settings(sourceOptions));
  }

  private static Map<String, Object> settings(Map<String, String> sourceOptions) {
    Map<String, Object> settings = new HashMap<>();
    sourceOptions.forEach(
        (key, value) -> {
          if (key.startsWith(CLIENT_OPTION)) {
            settings.put(key.substring(CLIENT_OPTION.length()), value);
          }
        });
    String deserializer = KafkaNames.of("common.serialization.ByteArrayDeserializer");
    settings.put("key.deserializer", deserializer);
    settings.put("value.deserializer", deserializer);
    settings.put("enable.auto.commit", "false");
    settings.put("allow.auto.create.topics", "false");
    return settings;
  }

  /** The partitions of a hub; none if there is no such hub. */
  List<Integer> partitions(String hub) throws ReflectiveOperationException {
    List<Integer> numbers = new ArrayList<>();
    List<?> known = (List<?>) invokeMethod(consumer, "partitionsFor", hub, timeout);
    if (known != null) {
      for (Object info : known) {
        numbers.add((Integer) invokeMethod(info, "partition"));
      }
    }
    return numbers;
  }

  /** The hubs that the login may see. */
  Set<String> hubs() throws ReflectiveOperationException {
    Set<String> names = new TreeSet<>();
    for (Object name : ((Map<?, ?>) invokeMethod(consumer, "listTopics", timeout)).keySet()) {
      names.add((String) name);
    }
    return names;
  }

  /** The first offset that each partition holds. */
  Map<Integer, Long> firstOffsets(String hub) throws ReflectiveOperationException {
    return offsets("beginningOffsets", hub);
  }

  /** The offset after the last of each partition. */
  Map<Integer, Long> endOffsets(String hub) throws ReflectiveOperationException {
    return offsets("endOffsets", hub);
  }

  private Map<Integer, Long> offsets(String question, String hub)
      throws ReflectiveOperationException {
    List<Object> partitions = new ArrayList<>();
    for (Integer number : partitions(hub)) {
      partitions.add(invokeConstructor(type("common.TopicPartition"), hub, number));
    }
    Map<Integer, Long> offsets = new HashMap<>();
    Object answered = invokeMethod(consumer, question, partitions, timeout);
    for (Map.Entry<?, ?> offset : ((Map<?, ?>) answered).entrySet()) {
      offsets.put((Integer) invokeMethod(offset.getKey(), "partition"), (Long) offset.getValue());
    }
    return offsets;
  }

  void close() throws ReflectiveOperationException {
    invokeMethod(consumer, "close", Duration.ZERO);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(KafkaNames.of(name), true, Thread.currentThread().getContextClassLoader());
  }
}
