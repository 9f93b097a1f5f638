// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.quotelake.gateway.base.Excerpt;
import dev.quotelake.gateway.identity.TokenSource.AccessToken;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Asks one token endpoint, whatever its dialect, and reads the token from its JSON answer. */
final class TokenEndpoint {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int DETAIL_LIMIT = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String remedy;

  /**
   * @param remedy what a person can do when it refuses; ends its failures
   */
  TokenEndpoint(String remedy) {
    this.remedy = remedy;
  }

  AccessToken ask(HttpRequest.Builder request) throws IdentityException {
    HttpRequest complete = request.timeout(TIMEOUT).build();
    try {
      HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
      HttpResponse<String> answer = http.send(complete, BodyHandlers.ofString());
      JsonNode body = json(answer.body());
      if (answer.statusCode() != 200 || !body.path("access_token").isTextual()) {
        throw new IdentityException(
            "%s answered %s (%s): %s"
                .formatted(complete.uri().getHost(), answer.statusCode(), detail(body), remedy));
      }
      return new AccessToken(body.get("access_token").asText(), expiry(body));
    } catch (IdentityException e) {
      throw e;
    } catch (IOException e) {
      throw new IdentityException(
          "no token from %s (%s): %s".formatted(complete.uri().getHost(), e, remedy), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IdentityException("interrupted while asking for a token", e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }

  /** Managed identities say the second it ends, as a string; Entra ID says how long it lasts. */
  private static Instant expiry(JsonNode body) {
    return body.hasNonNull("expires_on")
        ? Instant.ofEpochSecond(body.get("expires_on").asLong())
        : Instant.now().plusSeconds(body.path("expires_in").asLong());
  }

  private static String detail(JsonNode body) {
    String detail = body.path("error_description").asText(body.path("error").asText("no reason"));
    return Excerpt.of(detail.lines().findFirst().orElse("no reason"), DETAIL_LIMIT);
  }
}
