// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.setup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.config.TestSettings;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.http.TestCertificate;
import dev.quotelake.gateway.provider.http.TestProviders;
import dev.quotelake.gateway.provider.http.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to a provider that a person sets: a proxy, authorities, a certificate of the client's. */
class NetworkSettingsTest {

  private static final Map<String, Secret> KEY = Map.of("key", new Secret("sesame"));
  private static final String ANSWER = "{\"c\":1.5,\"t\":1773759620}";

  @TempDir private Path folder;

  private final DefinedProviders providers = new DefinedProviders(TestProviders.NO_ONE);
  private HttpsServer vendor;
  private boolean clientIsKnown;

  @BeforeEach
  void start() throws IOException {
    vendor = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext(
        "/",
        exchange -> {
          byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    vendor.stop(0);
  }

  private String startVendor(TestCertificate certificate) throws Exception {
    boolean needsClient = clientIsKnown;
    vendor.setHttpsConfigurator(
        new HttpsConfigurator(certificate.context()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(needsClient);
            parameters.setSSLParameters(tls);
          }
        });
    vendor.start();
    return "https://localhost:" + vendor.getAddress().getPort();
  }

  private QuoteProvider open(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quotelake.providers.mine.definition", "finnhub");
    properties.put("quotelake.providers.mine.watchlist", "ACME");
    more.forEach((key, value) -> properties.put("quotelake.providers.mine." + key, value));
    ProviderSettings settings = TestSettings.of(properties).providers().get("mine");
    return providers.open("mine", settings, KEY);
  }

  private static int quotes(QuoteProvider provider) throws Exception {
    return provider.fetch(List.of("ACME"), provider.awaitTurn(1)).quotes().size();
  }

  @Test
  void anAuthorityOfOnesOwnIsTrusted() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "EC");
    String url = startVendor(certificate);

    try (QuoteProvider provider =
        open(Map.of("base-url", url, "tls.ca", certificate.certificate().toString()))) {
      assertThat(quotes(provider)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void aCertificateIsShown(String algorithm) throws Exception {
    clientIsKnown = true;
    TestCertificate certificate = new TestCertificate(folder, algorithm);
    String url = startVendor(certificate);
    String pem = certificate.certificate().toString();

    try (QuoteProvider provider =
        open(
            Map.of(
                "base-url",
                url,
                "tls.ca",
                pem,
                "tls.certificate",
                pem,
                "tls.key",
                certificate.key().toString()))) {
      assertThat(quotes(provider)).isEqualTo(1);
    }
    try (QuoteProvider provider = open(Map.of("base-url", url, "tls.ca", pem))) {
      assertThatThrownBy(() -> quotes(provider)).isInstanceOf(ProviderException.class);
    }
  }

  @Test
  void filesThatAreNoneOfThisAreToldWithTheirSetting() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "EC");
    String pem = certificate.certificate().toString();
    Path encrypted = folder.resolve("encrypted.pem");
    Files.writeString(encrypted, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n");

    assertThatThrownBy(() -> open(Map.of("tls.ca", folder.resolve("none.pem").toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("quotelake.providers.mine.tls: ")
        .hasMessageContaining("none.pem");
    assertThatThrownBy(() -> open(Map.of("tls.certificate", pem, "tls.key", encrypted.toString())))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("openssl pkcs8");
    assertThatThrownBy(() -> open(Map.of("tls.certificate", pem)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("tls.certificate and tls.key go together");
  }

  @Test
  void requestsGoThroughAProxy() throws Exception {
    try (TestServer proxy =
            new TestServer(
                (request, out) -> {
                  boolean known =
                      request.header("Proxy-Authorization").equals("Basic bWU6cEBzcy13b3Jk");
                  TestServer.send(
                      out,
                      known ? 200 : 407,
                      known ? ANSWER : "who are you?",
                      "Proxy-Authenticate: Basic realm=\"way out\"");
                });
        QuoteProvider provider =
            open(
                Map.of(
                    "base-url",
                    "http://quotes.example.com",
                    "proxy",
                    proxy.url().replace("//", "//me:p%40ss-word@")))) {
      assertThat(quotes(provider)).isEqualTo(1);
      assertThat(proxy.requests())
          .allSatisfy(
              request ->
                  assertThat(request.line()).startsWith("GET http://quotes.example.com/api/v1/"));
    }
  }

  @Test
  void tlsGoesThroughAProxyUntouched() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "EC");
    String url = startVendor(certificate);
    try (Tunnel proxy = new Tunnel(vendor.getAddress());
        QuoteProvider provider =
            open(
                Map.of(
                    "base-url",
                    url,
                    "tls.ca",
                    certificate.certificate().toString(),
                    "proxy",
                    proxy.url()))) {
      assertThat(quotes(provider)).isEqualTo(1);
      assertThat(proxy.asked.get()).startsWith("CONNECT localhost:").doesNotContain("sesame");
    }
  }

  /** A proxy that takes one connection and passes its bytes on. */
  private static final class Tunnel implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final CompletableFuture<String> asked = new CompletableFuture<>();

    Tunnel(InetSocketAddress target) throws IOException {
      daemon(
          () -> {
            Socket client = socket.accept();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
              head.append((char) client.getInputStream().read());
            }
            asked.complete(head.toString());
            Socket vendor = new Socket(target.getAddress(), target.getPort());
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
            daemon(() -> client.getInputStream().transferTo(vendor.getOutputStream()));
            return vendor.getInputStream().transferTo(client.getOutputStream());
          });
    }

    private static void daemon(Callable<?> task) {
      Thread thread = new Thread(new FutureTask<>(task), "tunnel");
      thread.setDaemon(true);
      thread.start();
    }

    String url() {
      return "http://localhost:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void aProxyThatRefusesIsToldWithItsSetting() throws Exception {
    try (TestServer proxy =
            new TestServer((request, out) -> TestServer.send(out, 407, "who are you?"));
        QuoteProvider provider =
            open(Map.of("base-url", "https://quotes.example.com", "proxy", proxy.url()))) {
      ProviderException failure =
          catchThrowableOfType(ProviderException.class, () -> quotes(provider));

      assertThat(failure).hasMessageContaining("407").hasMessageContaining("mine.proxy");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://localhost:1080", "http://", "proxy host"})
  void whatIsNoProxyIsRefusedAndNotRepeated(String proxy) {
    assertThatThrownBy(() -> open(Map.of("proxy", proxy)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "quotelake.providers.mine.proxy is no proxy; write http://[USER:PASSWORD@]HOST:PORT, an @ in"
                + " them as %40, or none");
  }
}
