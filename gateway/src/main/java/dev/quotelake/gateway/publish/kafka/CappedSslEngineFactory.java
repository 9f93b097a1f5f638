// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Kafka's own TLS, but ApiVersions requests leave in version 3 at most.
 *
 * <p>Namespaces of Event Hubs have been seen to reset the connection on version 4, which Kafka's
 * client sends first since 3.9 and, as a reset is no answer, sends again for ever. Both versions
 * have the same fields, in the request as in the answer, so two bytes are all that need change; and
 * this public extension point of the client is where each request passes before it is encrypted.
 * Made by the client, by its name ({@code ssl.engine.factory.class}).
 */
@RegisterForReflection
public final class CappedSslEngineFactory implements SslEngineFactory {

  private final SslEngineFactory usual = new DefaultSslEngineFactory();

  @Override
  public SSLEngine createClientSslEngine(
      String peerHost, int peerPort, String endpointIdentification) {
    return new CappedSslEngine(
        usual.createClientSslEngine(peerHost, peerPort, endpointIdentification));
  }

  @Override
  public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
    return usual.createServerSslEngine(peerHost, peerPort);
  }

  @Override
  public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
    return usual.shouldBeRebuilt(nextConfigs);
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return usual.reconfigurableConfigs();
  }

  @Override
  public KeyStore keystore() {
    return usual.keystore();
  }

  @Override
  public KeyStore truststore() {
    return usual.truststore();
  }

  @Override
  public void configure(Map<String, ?> configs) {
    usual.configure(configs);
  }

  @Override
  public void close() throws IOException {
    usual.close();
  }
}
