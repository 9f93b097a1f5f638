// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What a person's settings say of a provider, besides its definition.
 *
 * @param name the configured name
 * @param baseUrl in place of the definition's
 * @param credentials keys by the names the definition uses
 * @param parameters in place of the definition's defaults
 * @param symbolsAtMost symbols in one request, if the definition allows more
 * @param network how it is reached
 * @param keepRaw whether quotes carry the provider's own record
 */
public record ProviderAccess(
    String name,
    Optional<String> baseUrl,
    Map<String, Secret> credentials,
    Map<String, String> parameters,
    int symbolsAtMost,
    Network network,
    boolean keepRaw) {

  /**
   * How a provider is reached.
   *
   * @param connections requests at once
   * @param proxy what requests go through
   * @param tls certificates in place of the platform's
   */
  public record Network(int connections, Optional<ForwardProxy> proxy, Optional<SSLContext> tls) {

    /** Straight, with the platform's certificates. */
    public static Network direct(int connections) {
      return new Network(connections, Optional.empty(), Optional.empty());
    }
  }
}
