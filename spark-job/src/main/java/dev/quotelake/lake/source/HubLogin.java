// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import dev.quotelake.lake.config.Databricks;
import dev.quotelake.lake.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the job logs in at the hub, as options of Spark's Kafka source. Secrets come from the
 * environment or from a file it names, never from the command line, and are in no message or {@code
 * toString}.
 */
public final class HubLogin {
  /**
   * Environment variable: an Event Hubs connection string, or {@code file:} and the path of a file
   * that holds it.
   */
  public static final String CONNECTION_STRING = "QUOTELAKE_HUB_CONNECTION_STRING";

  /** Environment variable: the Entra ID tenant of a service principal. */
  public static final String TENANT_ID = "QUOTELAKE_HUB_TENANT_ID";

  /** Environment variable: the service principal's application id. */
  public static final String CLIENT_ID = "QUOTELAKE_HUB_CLIENT_ID";

  /** Environment variable: its secret, or {@code file:} and the path of a file that holds it. */
  public static final String CLIENT_SECRET = "QUOTELAKE_HUB_CLIENT_SECRET";

  static final String SERVICE_CREDENTIAL = "databricks.serviceCredential";

  /** Event Hubs answers slow requests after 20 s or more, and Azure cuts what is idle for 240 s. */
  private static final Map<String, String> TIMEOUTS =
      Map.of(
          "kafka.request.timeout.ms", "60000",
          "kafka.connections.max.idle.ms", "180000",
          "kafka.metadata.max.age.ms", "180000");

  private static final String FILE = "file:";
  private static final Pattern USABLE_CONNECTION_STRING =
      Pattern.compile(
          "(?=.*\\bEndpoint=sb://)(?=.*\\bSharedAccessKeyName=)(?=.*\\bSharedAccessKey=).*");

  private final Map<String, String> options;

  private HubLogin(Map<String, String> options) {
    this.options = Map.copyOf(options);
  }

  /**
   * The login the environment asks for; none when it asks for none.
   *
   * @param environment environment variables
   * @param serviceCredential name of a Unity Catalog service credential, which Databricks turns
   *     into a login by itself
   * @param servers the hub's Kafka endpoint, {@code host:port}
   * @throws SettingsException when the environment asks for two, or for half of one
   */
  public static HubLogin from(
      Map<String, String> environment, Optional<String> serviceCredential, String servers) {
    boolean connectionString = environment.containsKey(CONNECTION_STRING);
    boolean principal =
        Stream.of(TENANT_ID, CLIENT_ID, CLIENT_SECRET).anyMatch(environment::containsKey);
    if (Stream.of(connectionString, principal, serviceCredential.isPresent())
            .filter(on -> on)
            .count()
        > 1) {
      throw new SettingsException(
          "more than one login for the hub is set: keep one of %s, %s with its tenant and id, and the service credential"
              .formatted(CONNECTION_STRING, CLIENT_SECRET));
    }
    if (connectionString) {
      return connectionString(secret(environment, CONNECTION_STRING), Databricks::canLoad);
    }
    if (principal) {
      return principal(environment, servers, Databricks::canLoad);
    }
    return serviceCredential
        .map(name -> atEventHubs(Map.of(SERVICE_CREDENTIAL, name)))
        .orElseGet(() -> new HubLogin(Map.of()));
  }

  static HubLogin connectionString(String value, Predicate<String> canLoad) {
    if (!USABLE_CONNECTION_STRING.matcher(value).matches()) {
      throw new SettingsException(
          CONNECTION_STRING
              + " holds no Event Hubs connection string: it must have the parts Endpoint=sb://..., SharedAccessKeyName=... and SharedAccessKey=...");
    }
    String module = module("plain.PlainLoginModule", canLoad);
    return saslSsl(
        "PLAIN",
        "%s required username=\"$ConnectionString\" password=%s;".formatted(module, quoted(value)));
  }

  static HubLogin principal(
      Map<String, String> environment, String servers, Predicate<String> canLoad) {
    String jaas =
        "%s required clientId=%s clientSecret=%s scope=%s;"
            .formatted(
                module("oauthbearer.OAuthBearerLoginModule", canLoad),
                quoted(required(environment, CLIENT_ID)),
                quoted(secret(environment, CLIENT_SECRET)),
                quoted("https://" + servers.replaceFirst(":\\d+$", "") + "/.default"));
    Map<String, String> options = new HashMap<>(saslSsl("OAUTHBEARER", jaas).options);
    options.put(
        "kafka.sasl.oauthbearer.token.endpoint.url",
        "https://login.microsoftonline.com/%s/oauth2/v2.0/token"
            .formatted(required(environment, TENANT_ID)));
    options.put(
        "kafka.sasl.login.callback.handler.class",
        module("oauthbearer.secured.OAuthBearerLoginCallbackHandler", canLoad));
    return new HubLogin(options);
  }

  /** Options of Spark's Kafka source. */
  public Map<String, String> options() {
    return options;
  }

  @Override
  public String toString() {
    return "HubLogin" + options.keySet();
  }

  private static HubLogin saslSsl(String mechanism, String jaas) {
    return atEventHubs(
        Map.of(
            "kafka.security.protocol", "SASL_SSL",
            "kafka.sasl.mechanism", mechanism,
            "kafka.sasl.jaas.config", jaas));
  }

  private static HubLogin atEventHubs(Map<String, String> login) {
    Map<String, String> options = new HashMap<>(TIMEOUTS);
    options.putAll(login);
    return new HubLogin(options);
  }

  private static String module(String name, Predicate<String> canLoad) {
    return KafkaNames.of("common.security." + name, canLoad);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new SettingsException(
          "%s is not set: a login as service principal needs %s, %s and %s"
              .formatted(name, TENANT_ID, CLIENT_ID, CLIENT_SECRET));
    }
    return value.strip();
  }

  private static String secret(Map<String, String> environment, String name) {
    String value = required(environment, name);
    if (!value.startsWith(FILE)) {
      return value;
    }
    String path = value.substring(FILE.length());
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException e) {
      throw new SettingsException(
          "%s names the file %s, which cannot be read; give the path of a readable file"
              .formatted(name, path));
    }
  }
}
