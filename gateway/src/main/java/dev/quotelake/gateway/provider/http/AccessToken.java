// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.TokenDefinition;
import dev.quotelake.gateway.provider.http.definition.TokenDefinition.Expiry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The token of a provider that wants a login before it gives data: asked for when there is none,
 * again a while before it expires, and when it is refused.
 */
final class AccessToken {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A tenth of its life before its end it is renewed, but no earlier than this. */
  private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);

  private final TokenDefinition definition;
  private final Supplier<HttpRequest> request;
  private final Exchange exchange;
  private final ResponseClassifier classifier;
  private final Secret value;
  private final InstantSource clock;
  private Instant renewAt = Instant.MIN;
  private Instant expiresAt = Instant.MIN;

  /**
   * @param request asks for it
   * @param value takes it in
   */
  AccessToken(
      TokenDefinition definition,
      Supplier<HttpRequest> request,
      Exchange exchange,
      ResponseClassifier classifier,
      Secret value,
      InstantSource clock) {
    this.definition = definition;
    this.request = request;
    this.exchange = exchange;
    this.classifier = classifier;
    this.value = value;
    this.clock = clock;
  }

  /**
   * Sees that there is a token that still holds, and gives it.
   *
   * @throws ProviderException if there is none to be had
   */
  synchronized String ensure() throws ProviderException {
    Instant now = clock.instant();
    try {
      if (!now.isBefore(renewAt)) {
        renew(now);
      }
    } catch (ProviderException failure) {
      if (!now.isBefore(expiresAt)) {
        throw failure;
      }
    }
    return value.reveal();
  }

  /** Takes note that a token was refused, unless there is another by now. */
  synchronized void refused(String token) {
    if (value.reveal().equals(token)) {
      renewAt = Instant.MIN;
      expiresAt = Instant.MIN;
    }
  }

  private void renew(Instant now) throws ProviderException {
    try (HttpAnswer answer = exchange.ask(request.get())) {
      if (answer.status() / 100 != 2) {
        throw classifier.noToken(answer);
      }
      Optional<JsonNode> json = json(answer);
      String token =
          definition.at().isEmpty()
              ? answer.body().text().strip()
              : at(json, definition.at().get()).orElse("");
      // A login may answer a cookie and nothing else.
      boolean isCookie = definition.at().isEmpty() && answer.header("Set-Cookie").isPresent();
      if (token.isEmpty() && !isCookie) {
        throw classifier.noToken(answer);
      }
      value.replace(token);
      Optional<Duration> life = definition.expires().flatMap(to -> life(to, json, now));
      hold(life.or(definition::lasts), now);
    }
  }

  private void hold(Optional<Duration> life, Instant now) {
    expiresAt = life.map(now::plus).orElse(Instant.MAX);
    renewAt =
        life.map(
                span -> {
                  Duration tenth = span.dividedBy(10);
                  return expiresAt.minus(
                      tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN);
                })
            .orElse(Instant.MAX);
  }

  private static Optional<JsonNode> json(HttpAnswer answer) {
    try {
      return Optional.of(JSON.readTree(answer.body().bytes(), 0, answer.body().length()));
    } catch (JacksonException noJson) {
      return Optional.empty();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<String> at(Optional<JsonNode> json, Pointer pointer) {
    return json.map(root -> root.at(pointer.toString()))
        .filter(node -> node.isValueNode() && !node.isNull())
        .map(JsonNode::asText);
  }

  private static Optional<Duration> life(Expiry expiry, Optional<JsonNode> json, Instant now) {
    try {
      return at(json, expiry.at())
          .map(
              text ->
                  switch (expiry.format()) {
                    case SECONDS -> Duration.ofSeconds(Long.parseLong(text));
                    case MILLIS -> Duration.ofMillis(Long.parseLong(text));
                    case EPOCH_SECONDS ->
                        Duration.between(now, Instant.ofEpochSecond(Long.parseLong(text)));
                    case EPOCH_MILLIS ->
                        Duration.between(now, Instant.ofEpochMilli(Long.parseLong(text)));
                    case RFC3339 -> Duration.between(now, OffsetDateTime.parse(text).toInstant());
                  })
          .filter(span -> !span.isNegative());
    } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
      return Optional.empty();
    }
  }
}
