// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quotelake.gateway.provider.Reject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
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

  private final DeadLetterHub hub;
  private final RateCap cap;
  private final int recordLimit;
  private final DeliveryObserver observer;
  private final InstantSource clock;

  /**
   * Dead letters to a hub.
   *
   * @param perSecond how many are sent a second at most
   * @param recordLimit characters kept of an offending record
   */
  public DeadLetters(
      DeadLetterHub hub,
      int perSecond,
      int recordLimit,
      DeliveryObserver observer,
      InstantSource clock) {
    this.hub = hub;
    this.cap = new RateCap(perSecond, TimeUnit.SECONDS.toNanos(1));
    this.recordLimit = recordLimit;
    this.observer = observer;
    this.clock = clock;
  }

  /** Sends one, or counts it as held back. */
  public void send(String provider, Reject reject) {
    if (!cap.allows(System.nanoTime())) {
      observer.deadLetterSuppressed();
      return;
    }
    String key = reject.symbol() == null ? provider : reject.symbol();
    hub.send(key.getBytes(StandardCharsets.UTF_8), json(provider, reject, clock.instant()))
        .whenComplete((stored, failure) -> settle(reject, failure));
  }

  /** Gives up what is not stored yet. */
  @Override
  public void close() {
    hub.close();
  }

  private void settle(Reject reject, Throwable failure) {
    if (failure == null) {
      observer.deadLettered(reject.reason());
    } else {
      LOG.warnf("A dead letter (%s) was not stored: %s", reject.reason(), failure.getMessage());
      observer.deadLetterSuppressed();
    }
  }

  private byte[] json(String provider, Reject reject, Instant at) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("provider", provider);
      json.writeStringField("symbol", reject.symbol());
      json.writeStringField("reason", reject.reason());
      json.writeStringField("detail", cut(reject.detail(), DETAIL_LIMIT));
      json.writeStringField("at", at.toString());
      json.writeStringField("record", cut(reject.record(), recordLimit));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String cut(String text, int limit) {
    return text == null || text.length() <= limit ? text : text.substring(0, limit) + "...";
  }
}
