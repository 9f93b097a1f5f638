// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
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
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, String> sourceOptions;
  private final Consumer<Map<Integer, Long>> told;
  private final ScheduledExecutorService thread;
  private KafkaClient client;
  private boolean failing;
  private volatile boolean unable;

  private EndOffsets(Map<String, String> sourceOptions, Consumer<Map<Integer, Long>> told) {
    this.sourceOptions = Map.copyOf(sourceOptions);
    this.told = told;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            new BasicThreadFactory.Builder().namingPattern("end-offsets").daemon(true).build());
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
    unable = true;
    thread.shutdown();
  }

  boolean isAsking() {
    return !thread.isShutdown();
  }

  /**
   * Asks for the first offset that each partition holds now.
   *
   * @return nothing if the hub cannot be asked; no partition once this is closed
   */
  public Optional<Map<Integer, Long>> firstOffsets() {
    try {
      return Optional.of(thread.submit(() -> client().firstOffsets(hub())).get());
    } catch (RejectedExecutionException e) {
      return unable ? Optional.empty() : Optional.of(Map.of());
    } catch (ExecutionException e) {
      LOG.warn("The hub does not say where it begins: {}", e.getCause().toString());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void ask() {
    try {
      told.accept(client().endOffsets(hub()));
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

  private KafkaClient client() throws ReflectiveOperationException {
    if (client == null) {
      client = new KafkaClient(sourceOptions, TIMEOUT);
    }
    return client;
  }

  private String hub() {
    return sourceOptions.get("subscribe");
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
}
