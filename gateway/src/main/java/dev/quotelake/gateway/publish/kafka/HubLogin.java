// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import dev.quotelake.gateway.config.HubSettings.Auth;
import dev.quotelake.gateway.publish.HubAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How a Kafka client proves to Event Hubs who it is: SASL over TLS. */
final class HubLogin {

  private HubLogin() {}

  /** The client's security settings. */
  static Map<String, String> settings(HubAccess access, Optional<String> identityClientId) {
    return switch (access.auth()) {
      case NONE -> Map.of();
      case CONNECTION_STRING -> plain(access.connectionString().reveal());
      case MANAGED_IDENTITY, WORKLOAD_IDENTITY ->
          bearer(access.auth(), access.resource(), identityClientId);
    };
  }

  private static Map<String, String> plain(String connectionString) {
    Map<String, String> settings = secured("PLAIN");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + option("username", "$ConnectionString")
            + option("password", connectionString)
            + ";");
    return settings;
  }

  private static Map<String, String> bearer(
      Auth auth, String resource, Optional<String> identityClientId) {
    Map<String, String> settings = secured("OAUTHBEARER");
    settings.put("sasl.login.callback.handler.class", HubTokenHandler.class.getName());
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
            + option(HubTokenHandler.IDENTITY, auth.name())
            + option(HubTokenHandler.RESOURCE, resource)
            + identityClientId.map(id -> option(HubTokenHandler.CLIENT_ID, id)).orElse("")
            + ";");
    return settings;
  }

  private static Map<String, String> secured(String mechanism) {
    Map<String, String> settings = new HashMap<>();
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", mechanism);
    return settings;
  }

  private static String option(String name, String value) {
    return " " + name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
