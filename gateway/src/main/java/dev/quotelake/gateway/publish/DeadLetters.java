// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quotelake.gateway.base.Excerpt;
import dev.quotelake.gateway.provider.Reject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Sends what is no quote to its own hub, as JSON: provider, symbol if known, reason, detail, time,
 * the offending record. A provider gone mad must not flood that hub, so the rate has a cap; what it
 * holds back is counted.
 */
public final class DeadLetters implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(DeadLetters.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DETAIL_LIMIT = 500;

  private final Hub hub;
  private final int perSecond;
  private final int recordLimit;
  private final DeliveryObserver observer;
  private final InstantSource clock;
  private Instant second = Instant.MIN;
  private int sentInSecond;
  private boolean failing;

  /** The way to the hub of dead letters. Safe to call from several threads. */
  public interface Hub extends AutoCloseable {

    /**
     * Sends one dead letter, once; it is not tried again for longer than the client's own retries.
     *
     * @param key record key, UTF-8
     * @param json the dead letter
     * @return completes when the hub has stored it, exceptionally if it did not
     */
    CompletionStage<Void> send(byte[] key, byte[] json);

    /** Gives up what is not yet acknowledged and frees the connection. */
    @Override
    void close();
  }

  /**
   * @param perSecond how many are sent a second at most
   * @param recordLimit characters kept of an offending record
   */
  public DeadLetters(
      Hub hub, int perSecond, int recordLimit, DeliveryObserver observer, InstantSource clock) {
    this.hub = hub;
    this.perSecond = perSecond;
    this.recordLimit = recordLimit;
    this.observer = observer;
    this.clock = clock;
  }

  /** Sends one, or counts it as held back. */
  public void send(String provider, Reject reject) {
    Instant now = clock.instant();
    if (!isWithinCap(now)) {
      observer.deadLetterSuppressed();
      return;
    }
    String key = reject.symbol() == null ? provider : reject.symbol();
    hub.send(key.getBytes(StandardCharsets.UTF_8), json(provider, reject, now))
        .whenComplete((stored, failure) -> settle(reject, failure));
  }

  /** Gives up what is not stored yet. */
  @Override
  public void close() {
    hub.close();
  }

  private synchronized boolean isWithinCap(Instant now) {
    Instant current = now.truncatedTo(ChronoUnit.SECONDS);
    if (!current.equals(second)) {
      second = current;
      sentInSecond = 0;
    }
    return sentInSecond++ < perSecond;
  }

  private void settle(Reject reject, Throwable failure) {
    if (failure == null) {
      observer.deadLettered(reject.reason());
    } else {
      observer.deadLetterSuppressed();
    }
    tell(failure);
  }

  private synchronized void tell(Throwable failure) {
    if (failure != null && !failing) {
      LOG.warnf("Dead letters are not stored, only counted: %s", failure.getMessage());
    } else if (failure == null && failing) {
      LOG.info("Dead letters are stored again");
    }
    failing = failure != null;
  }

  private byte[] json(String provider, Reject reject, Instant at) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("provider", provider);
      json.writeStringField("symbol", reject.symbol());
      json.writeStringField("reason", reject.reason());
      json.writeStringField("detail", Excerpt.of(reject.detail(), DETAIL_LIMIT));
      json.writeStringField("at", at.toString());
      json.writeStringField("record", Excerpt.of(reject.record(), recordLimit));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
