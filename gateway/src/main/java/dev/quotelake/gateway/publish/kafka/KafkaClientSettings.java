// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.config.GatewaySettings.HubSettings;
import dev.quotelake.gateway.config.GatewaySettings.HubSettings.Auth;
import dev.quotelake.gateway.config.GatewaySettings.WatchlistSettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.publish.HubAccess;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * The Kafka clients' own settings, made from the gateway's. The limits are those of Event Hubs,
 * which any other broker is content with: idle connections are cut after 240 seconds, a request
 * over 1,046,528 bytes closes the connection, and answers may take a minute when it throttles.
 * Source: Microsoft's page on Kafka client configurations for Event Hubs.
 */
@RegisterForReflection(targets = CooperativeStickyAssignor.class)
public final class KafkaClientSettings {

  private static final int EVENT_HUBS_PORT = 9093;
  private static final String JAAS = "sasl.jaas.config";

  private final HubSettings hub;
  private final HubAccess access;

  public KafkaClientSettings(HubSettings hub, HubAccess access) {
    this.hub = hub;
    this.access = access;
  }

  /** For a producer. Only acknowledged by all replicas counts as stored, and only once. */
  public Map<String, Object> producer() {
    Map<String, Object> client = client();
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
    Map<String, Object> member = client();
    member.put("group.id", watchlist.group());
    member.put("client.id", instance);
    member.put("session.timeout.ms", String.valueOf(watchlist.sessionTimeout().toMillis()));
    member.put("heartbeat.interval.ms", String.valueOf(watchlist.sessionTimeout().toMillis() / 10));
    member.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    member.put("enable.auto.commit", "false");
    member.put("auto.offset.reset", "latest");
    return member;
  }

  /** What every client needs to find the hub, log in and stay connected. */
  private Map<String, Object> client() {
    Map<String, Object> client = new HashMap<>();
    hub.bootstrapServers()
        .or(() -> access.namespace().map(host -> host + ":" + EVENT_HUBS_PORT))
        .ifPresent(servers -> client.put("bootstrap.servers", servers));
    switch (access.auth()) {
      case NONE -> {}
      case CONNECTION_STRING -> client.putAll(plain(access.connectionString()));
      case MANAGED_IDENTITY, WORKLOAD_IDENTITY -> client.putAll(bearer(access.auth()));
    }
    if (access.auth() != Auth.NONE && hub.capApiVersions()) {
      client.put("ssl.engine.factory.class", CappedSslEngineFactory.class.getName());
    }
    client.put("request.timeout.ms", "60000");
    client.put("metadata.max.age.ms", "180000");
    client.put("connections.max.idle.ms", "180000");
    client.put("reconnect.backoff.max.ms", "1000");
    return client;
  }

  private static Map<String, Object> plain(Secret connectionString) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "PLAIN",
        "sasl.client.callback.handler.class",
        HubPasswordHandler.class.getName(),
        HubPasswordHandler.CONNECTION_STRING,
        connectionString,
        JAAS,
        "org.apache.kafka.common.security.plain.PlainLoginModule required;");
  }

  private Map<String, String> bearer(Auth auth) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "OAUTHBEARER",
        "sasl.login.callback.handler.class",
        HubTokenHandler.class.getName(),
        JAAS,
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
            + option(HubTokenHandler.IDENTITY, auth.name())
            + option(HubTokenHandler.RESOURCE, access.resource())
            + hub.identityClientId().map(id -> option(HubTokenHandler.CLIENT_ID, id)).orElse("")
            + ";");
  }

  private static String option(String name, String value) {
    return " " + name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
