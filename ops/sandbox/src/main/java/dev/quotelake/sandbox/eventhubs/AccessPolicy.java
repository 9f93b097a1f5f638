// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a good credential is: the one shared access key, or a token of Entra ID whose audience is
 * this namespace. Token signatures are not checked; a double has nobody to ask.
 *
 * @param audience audience that tokens must name, as {@code https://<namespace>}
 */
public record AccessPolicy(String keyName, String key, String audience) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a connection string holds the key. */
  public boolean acceptsConnectionString(String connectionString) {
    Map<String, String> parts = partsOf(connectionString);
    return parts.getOrDefault("Endpoint", "").startsWith("sb://")
        && keyName.equals(parts.get("SharedAccessKeyName"))
        && key.equals(parts.get("SharedAccessKey"));
  }

  /** The hub that a connection string is confined to, if it is. */
  public static Optional<String> entityPath(String connectionString) {
    return Optional.ofNullable(partsOf(connectionString).get("EntityPath"));
  }

  /** Whether a shared access signature, as AMQP clients put it, names the key. */
  public boolean acceptsSignature(String signature) {
    return signature.contains("skn=" + keyName);
  }

  /** Whether a JSON web token is for this namespace and still good. */
  public boolean acceptsToken(String token) {
    return claimsOf(token)
        .filter(claims -> claims.path("aud").asText().equals(audience))
        .filter(claims -> claims.path("exp").asLong() > Instant.now().getEpochSecond())
        .isPresent();
  }

  /** When a token ends, in seconds since 1970; empty for what is no token. */
  public static Optional<Long> expiryOf(String token) {
    return claimsOf(token).map(claims -> claims.path("exp").asLong());
  }

  private static Optional<JsonNode> claimsOf(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      return parts.length == 3
          ? Optional.of(JSON.readTree(Base64.getUrlDecoder().decode(parts[1])))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> partsOf(String connectionString) {
    Map<String, String> parts = new HashMap<>();
    for (String part : connectionString.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return parts;
  }
}
