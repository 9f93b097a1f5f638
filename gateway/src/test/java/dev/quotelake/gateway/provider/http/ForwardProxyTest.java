// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.gateway.provider.http.ProviderAccess.Network;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxy that the environment names. */
class ForwardProxyTest {

  private static String proxy(Map<String, String> environment, String url) {
    return ForwardProxy.of(environment, url)
        .map(proxy -> proxy.determineProxy(HttpHost.create(java.net.URI.create(url)), null))
        .map(HttpHost::toHostString)
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "HTTPS_PROXY, http://proxy:3128, -, https://api.example.com, proxy:3128",
        "https_proxy, proxy:3128, -, https://api.example.com, proxy:3128",
        "HTTPS_PROXY, http://proxy, -, https://api.example.com, proxy:80",
        "HTTPS_PROXY, http://proxy:3128, -, http://api.example.com, none",
        "http_proxy, http://proxy:3128, -, http://api.example.com, proxy:3128",
        "HTTPS_PROXY, '', -, https://api.example.com, none",
        "HTTPS_PROXY, http://proxy:3128, 'a.net,example.com', https://api.example.com, none",
        "HTTPS_PROXY, http://proxy:3128, .example.com:443, https://api.example.com, none",
        "HTTPS_PROXY, http://proxy:3128, '*.Example.com', https://api.example.com, none",
        "HTTPS_PROXY, http://proxy:3128, ample.com, https://api.example.com, proxy:3128",
        "HTTPS_PROXY, http://proxy:3128, '*', https://api.example.com, none",
        "HTTPS_PROXY, http://proxy:3128, -, https://localhost:8443, none",
        "HTTPS_PROXY, http://proxy:3128, -, https://127.0.0.1:8443, none",
      })
  void theEnvironmentSays(String name, String value, String excepted, String url, String expected) {
    Map<String, String> environment = new HashMap<>(Map.of(name, value));
    Optional.ofNullable(excepted).ifPresent(hosts -> environment.put("NO_PROXY", hosts));

    assertThat(proxy(environment, url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"me:a+b, a+b", "me:a:b, a:b", "me:p%40ss%2Bw%20d, p@ss+w d", "me, ''", "me:, ''"})
  void thePasswordIsWhatFollowsTheFirstColon(String login, String password) {
    assertThat(ForwardProxy.at("http://" + login + "@proxy:3128").password().orElseThrow().reveal())
        .isEqualTo(password);
  }

  @Test
  void aProxyThatIsDownIsNamedAndNothingOfItsLogin() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Network network =
        new Network(
            1,
            Optional.of(ForwardProxy.at("http://me:pass@127.0.0.1:" + closed)),
            Optional.empty());
    try (HttpQuoteProvider provider = TestProviders.behind(network)) {
      assertThatThrownBy(() -> provider.fetch(List.of("IBM")))
          .hasMessageContaining("gave no answer through the proxy 127.0.0.1:" + closed)
          .hasMessageNotContaining("pass");
    }
  }

  @Test
  void aVariableThatNamesNoneIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(
            () -> ForwardProxy.of(Map.of("HTTPS_PROXY", "socks5://me:pass@p"), "https://x.com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("pass");
  }
}
