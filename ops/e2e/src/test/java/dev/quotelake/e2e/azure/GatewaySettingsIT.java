// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.quotelake.e2e.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway starts with the settings and the environment that the deployment gives it, and goes
 * on to the hub: a mistake in them would end it before. Local sockets play vault, identity and hub.
 */
class GatewaySettingsIT {

  private static final String SETTINGS = "ops/azure/quotelake.properties";

  @TempDir Path folder;
  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private HttpServer azure;
  private ServerSocket hub;
  private Process gateway;

  @BeforeEach
  void listen() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    hub = new ServerSocket(0, 1, here);
    azure = HttpServer.create(new InetSocketAddress(here, 0), 0);
    azure.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          byte[] answer =
              "{\"value\": \"key\", \"access_token\": \"token\", \"expires_on\": \"4102444800\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    azure.start();
  }

  @AfterEach
  void stop() throws Exception {
    azure.stop(0);
    hub.close();
    gateway.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
  }

  @Test
  void theDeployedSettingsTakeTheGatewayToTheHubWithItsKeysFromTheVault() throws Exception {
    CompletableFuture<Socket> visitor = CompletableFuture.supplyAsync(this::accept);
    start();

    await("the gateway goes to the hub")
        .atMost(Duration.ofMinutes(2))
        .failFast(() -> assertThat(gateway.isAlive()).as(log()).isTrue())
        .until(visitor::isDone);

    visitor.get().close();
    assertThat(asked)
        .containsAll(Deployment.found(Deployment.text(SETTINGS), "(/secrets/[a-z-]+)"));
  }

  private void start() throws IOException {
    String local = "http://localhost:" + azure.getAddress().getPort();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.port=0",
                "-jar",
                Repository.path("gateway/target/quarkus-app/quarkus-run.jar").toString()));
    builder
        .environment()
        .putAll(
            Map.of(
                "SMALLRYE_CONFIG_LOCATIONS",
                Repository.path(SETTINGS).toUri().toString(),
                "KEY_VAULT",
                local,
                "QUOTELAKE_HUB_NAMESPACE",
                "localhost",
                "QUOTELAKE_HUB_BOOTSTRAP_SERVERS",
                "localhost:" + hub.getLocalPort(),
                "QUOTELAKE_HUB_AUTH",
                "managed-identity",
                "QUOTELAKE_HUB_IDENTITY_CLIENT_ID",
                "gateway",
                "IDENTITY_ENDPOINT",
                local + "/msi/token",
                "IDENTITY_HEADER",
                "header"));
    gateway =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("gateway.log").toFile())
            .start();
  }

  private Socket accept() {
    try {
      return hub.accept();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String log() {
    return Repository.text(folder.resolve("gateway.log"));
  }
}
