// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The double of Event Hubs before a broker, in good health unless told otherwise. */
public final class SandboxEventHubs implements AutoCloseable {

  private final SandboxProgram program;
  private final HttpClient http = HttpClient.newHttpClient();

  private SandboxEventHubs(SandboxProgram program) {
    this.program = program;
  }

  /** Starts it; further arguments as its command line takes them. */
  public static SandboxEventHubs before(SandboxBroker broker, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("--bootstrap", broker.bootstrapServers()));
    all.addAll(List.of(arguments));
    return new SandboxEventHubs(
        SandboxProgram.start("eventhubs.EventHubsDoubleMain", all.toArray(String[]::new)));
  }

  /** The Kafka door, {@code host:port}. */
  public String kafka() {
    return program.ready("kafka");
  }

  /** The AMQP door with TLS, {@code host:port}. */
  public String amqps() {
    return program.ready("amqps");
  }

  /** What lets a client in, by either door. */
  public String connectionString() {
    return program.ready("connectionString");
  }

  /** PKCS12 store with the certificate to trust; its password is {@code changeit}. */
  public Path trustStore() {
    return Path.of(program.ready("trustStore"));
  }

  /** Replaces all faults, JSON as the double's README lists it. */
  public void faults(String json) {
    post("/faults", json);
  }

  /** Heals everything. */
  public void heal() {
    faults("{}");
  }

  /** Drops every connection once. */
  public void cut() {
    post("/cut", "");
  }

  /** One of the double's counters. */
  public long count(String name) {
    JsonNode status =
        send(HttpRequest.newBuilder(URI.create(program.ready("control") + "/status")));
    return status.get(name).asLong();
  }

  @Override
  public void close() {
    program.close();
  }

  private void post(String path, String body) {
    send(
        HttpRequest.newBuilder(URI.create(program.ready("control") + path))
            .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the double answered " + answer.body());
      }
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("the double does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
