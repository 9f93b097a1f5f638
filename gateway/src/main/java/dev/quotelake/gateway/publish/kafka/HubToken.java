// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import java.util.Set;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;

/**
 * A token as Kafka's login wants it.
 *
 * @param value the token itself; never printed
 * @param lifetimeMs when it ends, in milliseconds since 1970
 */
record HubToken(String value, long lifetimeMs) implements OAuthBearerToken {

  @Override
  public Set<String> scope() {
    return Set.of();
  }

  @Override
  public String principalName() {
    return "quotelake-gateway";
  }

  @Override
  public Long startTimeMs() {
    return null;
  }

  @Override
  public String toString() {
    return "token until " + lifetimeMs;
  }
}
