// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import io.quarkus.runtime.annotations.RegisterForReflection;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Kafka's own TLS, but ApiVersions requests leave in version 3 at most.
 *
 * <p>Namespaces of Event Hubs have been seen to reset the connection on version 4, which Kafka's
 * client sends first since 3.9 and, as a reset is no answer, sends again for ever. Both versions
 * have the same fields, in the request as in the answer, so two bytes are all that need change; and
 * this extension point of the client is where each request passes before it is encrypted. Made by
 * the client, by its name ({@code ssl.engine.factory.class}).
 */
@RegisterForReflection
public final class CappedSslEngineFactory extends DefaultSslEngineFactory {

  @Override
  public SSLEngine createClientSslEngine(
      String peerHost, int peerPort, String endpointIdentification) {
    return new CappedSslEngine(
        super.createClientSslEngine(peerHost, peerPort, endpointIdentification));
  }
}
