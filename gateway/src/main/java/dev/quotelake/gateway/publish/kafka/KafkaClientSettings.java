// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.HubSettings;
import dev.quotelake.gateway.config.HubSettings.Auth;
import dev.quotelake.gateway.config.WatchlistSettings;
import dev.quotelake.gateway.publish.HubAccess;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * The Kafka clients' own settings, made from the gateway's. The limits are those of Event Hubs,
 * which any other broker is content with: idle connections are cut after 240 seconds, a request
 * over 1,046,528 bytes closes the connection, and answers may take a minute when it throttles.
 */
@Singleton
@RegisterForReflection(targets = CooperativeStickyAssignor.class)
public final class KafkaClientSettings {

  private static final int EVENT_HUBS_PORT = 9093;

  private final HubSettings hub;
  private final HubAccess access;

  /** Takes what concerns the hub. */
  @Inject
  public KafkaClientSettings(GatewaySettings settings, HubAccess access) {
    this.hub = settings.hub();
    this.access = access;
  }

  /** For a producer. Only acknowledged by all replicas counts as stored, and only once. */
  public Map<String, String> producer() {
    Map<String, String> client = client();
    client.put("acks", "all");
    client.put("enable.idempotence", "true");
    client.put("max.in.flight.requests.per.connection", "5");
    client.put("delivery.timeout.ms", "120000");
    client.put("linger.ms", "5");
    client.put("batch.size", "16384");
    client.put("buffer.memory", "16777216");
    client.put("max.block.ms", "10000");
    client.put("max.request.size", "1000000");
    client.put("metadata.max.idle.ms", "180000");
    client.put("compression.type", hub.compression().name().toLowerCase(Locale.ROOT));
    return client;
  }

  /** For a member of the control group. */
  public Map<String, Object> member(WatchlistSettings watchlist, String instance) {
    Map<String, Object> member = new HashMap<>(client());
    member.put("group.id", watchlist.group());
    member.put("client.id", instance);
    member.put("session.timeout.ms", String.valueOf(watchlist.sessionTimeout().toMillis()));
    member.put("heartbeat.interval.ms", String.valueOf(watchlist.sessionTimeout().toMillis() / 10));
    member.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    member.put("enable.auto.commit", "false");
    member.put("auto.offset.reset", "latest");
    return member;
  }

  /** What every client needs to find the hub and stay connected. */
  public Map<String, String> client() {
    Map<String, String> client = new HashMap<>();
    hub.bootstrapServers()
        .or(() -> access.namespace().map(host -> host + ":" + EVENT_HUBS_PORT))
        .ifPresent(servers -> client.put("bootstrap.servers", servers));
    if (access.mistakes().isEmpty()) {
      // The channels ask before the settings' mistakes have ended the start.
      client.putAll(login());
    }
    client.put("request.timeout.ms", "60000");
    client.put("metadata.max.age.ms", "180000");
    client.put("connections.max.idle.ms", "180000");
    client.put("reconnect.backoff.max.ms", "1000");
    return client;
  }

  private Map<String, String> login() {
    Map<String, String> login = new HashMap<>(HubLogin.settings(access, hub.identityClientId()));
    if (access.auth() != Auth.NONE && hub.capApiVersions()) {
      login.put("ssl.engine.factory.class", CappedSslEngineFactory.class.getName());
    }
    return login;
  }
}
