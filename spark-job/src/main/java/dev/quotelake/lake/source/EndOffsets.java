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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the hub every few seconds where its partitions end, from a thread of its own: what is unread
 * is then known while a micro-batch runs, however long it takes. Spark itself tells only what it
 * saw when the batch was planned, and that is what remains where no Kafka client can be had, or
 * where the login is Databricks' own affair (a service credential).
 */
public final class EndOffsets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndOffsets.class);
  private static final String CLIENT_OPTION = "kafka.";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, String> sourceOptions;
  private final Consumer<Map<Integer, Long>> told;
  private final ScheduledExecutorService thread;
  private KafkaClient client;
  private boolean failing;

  private EndOffsets(Map<String, String> sourceOptions, Consumer<Map<Integer, Long>> told) {
    this.sourceOptions = Map.copyOf(sourceOptions);
    this.told = told;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, "end-offsets");
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Begins to ask.
   *
   * @param sourceOptions of Spark's Kafka source, one subscribed hub and the login included
   * @param interval from the end of one question to the next
   * @param told gets the offset after the last of each partition
   */
  public static EndOffsets ask(
      Map<String, String> sourceOptions, Duration interval, Consumer<Map<Integer, Long>> told) {
    EndOffsets ends = new EndOffsets(sourceOptions, told);
    if (sourceOptions.containsKey(HubLogin.SERVICE_CREDENTIAL)) {
      ends.giveUp("the login is a service credential, which only Spark's source can use");
    } else {
      ends.thread.scheduleWithFixedDelay(ends::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }
    return ends;
  }

  private void giveUp(String why) {
    LOG.info("The backlog is as of each batch's planning: {}", why);
    thread.shutdown();
  }

  boolean isAsking() {
    return !thread.isShutdown();
  }

  private void ask() {
    try {
      if (client == null) {
        client = new KafkaClient(settings());
      }
      told.accept(client.endOffsets(sourceOptions.get("subscribe")));
      failing = false;
    } catch (InvocationTargetException e) {
      if (!failing && !Thread.currentThread().isInterrupted()) {
        LOG.warn(
            "The hub does not say where it ends, the backlog may be stale: {}",
            e.getCause().toString());
      }
      failing = true;
    } catch (ReflectiveOperationException e) {
      giveUp("there is no Kafka client here, " + e);
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    sourceOptions.forEach(
        (key, value) -> {
          if (key.startsWith(CLIENT_OPTION)) {
            settings.put(key.substring(CLIENT_OPTION.length()), value);
          }
        });
    settings.put("enable.auto.commit", "false");
    return settings;
  }

  /** Stops asking; takes at most about ten seconds when the hub is away. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS) && client != null) {
        client.close();
      }
    } catch (ReflectiveOperationException e) {
      LOG.warn("The Kafka client did not close: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Kafka's consumer under whichever name it has here ({@link KafkaNames}), so called by
   * reflection: a class that names it in its code cannot be linked where it has the other name.
   */
  private static final class KafkaClient {
    private final Object consumer;

    KafkaClient(Map<String, Object> settings) throws ReflectiveOperationException {
      String deserializer = KafkaNames.of("common.serialization.ByteArrayDeserializer");
      settings.put("key.deserializer", deserializer);
      settings.put("value.deserializer", deserializer);
      consumer = invokeConstructor(type("clients.consumer.KafkaConsumer"), settings);
    }

    Map<Integer, Long> endOffsets(String hub) throws ReflectiveOperationException {
      List<Object> partitions = new ArrayList<>();
      for (Object info : (List<?>) invokeMethod(consumer, "partitionsFor", hub, TIMEOUT)) {
        Object number = invokeMethod(info, "partition");
        partitions.add(invokeConstructor(type("common.TopicPartition"), hub, number));
      }
      Map<Integer, Long> ends = new HashMap<>();
      Object answered = invokeMethod(consumer, "endOffsets", partitions, TIMEOUT);
      for (Map.Entry<?, ?> end : ((Map<?, ?>) answered).entrySet()) {
        ends.put((Integer) invokeMethod(end.getKey(), "partition"), (Long) end.getValue());
      }
      return ends;
    }

    void close() throws ReflectiveOperationException {
      invokeMethod(consumer, "close", Duration.ZERO);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName(
          KafkaNames.of(name), true, Thread.currentThread().getContextClassLoader());
    }
  }
}
