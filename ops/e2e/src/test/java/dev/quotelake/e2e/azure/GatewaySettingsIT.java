// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.quotelake.e2e.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway starts with the settings and the environment that the deployment gives it: the vault
 * and the identity of Container Apps are played by a local server, the hub is nowhere.
 */
class GatewaySettingsIT {

  @TempDir Path folder;
  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private HttpServer azure;
  private Process gateway;

  @AfterEach
  void stop() throws InterruptedException {
    if (gateway != null) {
      gateway.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    }
    if (azure != null) {
      azure.stop(0);
    }
  }

  @Test
  void theDeployedSettingsStartTheGatewayWithItsKeysFromTheVault() throws Exception {
    azure = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    azure.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          byte[] answer =
              "{\"value\": \"key\", \"access_token\": \"token\", \"expires_on\": \"4102444800\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    azure.start();
    int management = freePort();
    start(management);

    await("the gateway answers, with or without its hub")
        .atMost(Duration.ofMinutes(2))
        .failFast(() -> assertThat(gateway.isAlive()).as(log()).isTrue())
        .until(() -> answers("http://localhost:" + management + "/q/health/started"));

    assertThat(asked)
        .containsAll(
            Deployment.found(
                Deployment.text("ops/azure/quotelake.properties"), "(/secrets/[a-z-]+)"));
  }

  private void start(int management) throws IOException {
    String local = "http://localhost:" + azure.getAddress().getPort();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.port=" + management,
                "-jar",
                Repository.path("gateway/target/quarkus-app/quarkus-run.jar").toString()));
    Map<String, String> environment = builder.environment();
    environment.put(
        "SMALLRYE_CONFIG_LOCATIONS",
        "" + Repository.path("ops/azure/quotelake.properties").toUri());
    environment.put("KEY_VAULT", local);
    environment.put("QUOTELAKE_HUB_NAMESPACE", "localhost");
    environment.put("QUOTELAKE_HUB_AUTH", "managed-identity");
    environment.put("QUOTELAKE_HUB_IDENTITY_CLIENT_ID", "gateway");
    environment.put("IDENTITY_ENDPOINT", local + "/msi/token");
    environment.put("IDENTITY_HEADER", "header");
    gateway =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("gateway.log").toFile())
            .start();
  }

  private String log() {
    return Repository.text(folder.resolve("gateway.log"));
  }

  private static boolean answers(String address) throws InterruptedException {
    try {
      HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
