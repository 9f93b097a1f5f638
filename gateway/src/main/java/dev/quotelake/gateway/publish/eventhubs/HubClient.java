// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.eventhubs;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerAsyncClient;
import dev.quotelake.gateway.config.GatewaySettings.HubSettings.Auth;
import dev.quotelake.gateway.identity.TokenSource;
import dev.quotelake.gateway.publish.HubAccess;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Azure's client for one hub, or its successor when it could not recover. */
final class HubClient implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(HubClient.class);

  /** Without an answer for this long an attempt has failed. */
  private static final Duration TRY_TIMEOUT = Duration.ofSeconds(30);

  /** The client waits four seconds more than this before it tries again. */
  private static final Duration DELAY = Duration.ofMillis(100);

  /** Must exceed the delay with those four seconds, else the client fails at its first retry. */
  private static final Duration MAX_DELAY = Duration.ofSeconds(5);

  private final HubAccess access;
  private final Optional<String> endpoint;
  private final String hub;
  private final int retries;
  private final AtomicLong recreations = new AtomicLong();
  private EventHubProducerAsyncClient current;
  private String connectionString = "";
  private boolean closed;

  /**
   * A client that connects when it is first used.
   *
   * @param endpoint another address of the namespace, {@code https://HOST:PORT}
   * @param retries how often the client itself sends again; 0 where the caller owns that policy
   */
  HubClient(HubAccess access, Optional<String> endpoint, String hub, int retries) {
    this.access = access;
    this.endpoint = endpoint;
    this.hub = hub;
    this.retries = retries;
  }

  /** The client to use now. */
  synchronized EventHubProducerAsyncClient current() {
    if (closed) {
      throw new IllegalStateException("the hub's client is closed");
    }
    if (current != null && !connectionString.equals(connectionString())) {
      LOG.info("The connection string has changed: connecting to the hub anew");
      closeCurrent();
    }
    if (current == null) {
      current = create();
    }
    return current;
  }

  /** Closes a client that cannot recover; who comes next gets a new one. */
  synchronized void replace(EventHubProducerAsyncClient broken, Throwable why) {
    if (broken != current) {
      return;
    }
    LOG.warnf("Replacing the connection to the hub: %s", why.toString());
    closeCurrent();
    recreations.incrementAndGet();
  }

  long recreations() {
    return recreations.get();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      closeCurrent();
    }
  }

  /**
   * Elsewhere: closing waits for the peer's answer, which may be the very thing that is missing.
   */
  private void closeCurrent() {
    Schedulers.boundedElastic().schedule(current::close);
    current = null;
  }

  private String connectionString() {
    return access.auth() == Auth.CONNECTION_STRING ? access.connectionString().reveal() : "";
  }

  private EventHubProducerAsyncClient create() {
    connectionString = connectionString();
    EventHubClientBuilder builder =
        new EventHubClientBuilder()
            .retryOptions(
                new AmqpRetryOptions()
                    .setMode(AmqpRetryMode.FIXED)
                    .setMaxRetries(retries)
                    .setDelay(DELAY)
                    .setMaxDelay(MAX_DELAY)
                    .setTryTimeout(TRY_TIMEOUT));
    endpoint.ifPresent(builder::customEndpointAddress);
    if (access.auth() == Auth.CONNECTION_STRING) {
      builder.connectionString(connectionString, hub);
    } else {
      builder.credential(
          access.namespace().orElseThrow(), hub, credential(access.tokens(), access.resource()));
    }
    return builder.buildAsyncProducerClient();
  }

  /** The token is for our namespace, whatever scope the client asks for. */
  private static TokenCredential credential(TokenSource tokens, String resource) {
    return scope ->
        Mono.fromCallable(() -> tokens.token(resource))
            .map(token -> new AccessToken(token.value(), token.expires().atOffset(ZoneOffset.UTC)))
            .subscribeOn(Schedulers.boundedElastic());
  }
}
