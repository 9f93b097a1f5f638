// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.RequestObserver;
import dev.quotelake.gateway.provider.http.ProviderAccess.Network;
import dev.quotelake.gateway.provider.http.yaml.DefinitionException;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Providers that ask a test server. */
public final class TestProviders {

  /** An observer that watches nothing. */
  public static final RequestObserver NO_ONE =
      new RequestObserver() {
        @Override
        public void requested(
            String provider, Optional<ProviderException.Kind> failure, Duration time) {}

        @Override
        public void retried(String provider) {}

        @Override
        public void waitedForQuota(String provider, Duration time) {}
      };

  private static final String DEFINITION =
      """
      request:
        base-url: https://quotes.example.com
        path: /q
        query: {symbols: "{symbols}", apikey: "{credentials.key}"}
        headers: {X-Key: "{credentials.key}"}
        symbols: {at-most: 20000}
      answer:
        records: {at: /data, shape: array}
        symbol: /s
        fields: {price: /p}
        message: [/message, /error]
      """;

  private TestProviders() {}

  /** A provider named vendor that asks a server; more YAML can be added to its definition. */
  public static HttpQuoteProvider asking(String url, String more, RequestGate gate) {
    return asking(url, more, gate, Clock.systemUTC());
  }

  /** The same with a clock of the test's. */
  public static HttpQuoteProvider asking(String url, String more, RequestGate gate, Clock clock) {
    return defined(DEFINITION + more, url, gate, clock);
  }

  /** A provider named vendor by a definition of its own, of which the key is the one credential. */
  public static HttpQuoteProvider defined(
      String definition, String url, RequestGate gate, Clock clock) {
    return defined(definition, url, gate, clock, new Secret("k3y-planted/here"));
  }

  /** A provider named vendor that asks with a key of the test's. */
  static HttpQuoteProvider withKey(String url, Secret key) {
    return defined(DEFINITION, url, any -> {}, Clock.systemUTC(), key);
  }

  /** A provider named vendor that asks through a network of the test's. */
  static HttpQuoteProvider behind(Network network) {
    Secret key = new Secret("k3y-planted/here");
    return defined(DEFINITION, "http://quotes.invalid", any -> {}, Clock.systemUTC(), key, network);
  }

  private static HttpQuoteProvider defined(
      String definition, String url, RequestGate gate, Clock clock, Secret key) {
    return defined(definition, url, gate, clock, key, Network.direct(2));
  }

  private static HttpQuoteProvider defined(
      String definition, String url, RequestGate gate, Clock clock, Secret key, Network network) {
    try {
      return new HttpQuoteProvider(
          DefinitionLoader.read("vendor.yaml", definition),
          new ProviderAccess(
              "vendor",
              Optional.of(url),
              Map.of("key", key),
              Map.of(),
              Integer.MAX_VALUE,
              network,
              false),
          gate,
          clock,
          NO_ONE);
    } catch (DefinitionException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }
}
