// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.e2e.Command;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ops/tail} before an Event Hubs namespace that resets what Kafka's client sends first. */
class TailIT {
  private static final String HUB = "quotes";

  @TempDir private Path folder;
  private final List<Command> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Command::close);
  }

  @Test
  void readsEventHubs() throws Exception {
    String bootstrap =
        sandbox("broker.BrokerMain", "--data", folder.resolve("broker").toString(), "--port", "0")
            .get("bootstrap")
            .asText();
    publishSample(bootstrap);
    JsonNode hubs = sandbox("eventhubs.EventHubsDoubleMain", "--bootstrap", bootstrap);
    resetApiVersions4(hubs.get("control").asText());

    Command tail =
        Command.start(
                folder,
                Map.of("QUOTELAKE_HUB_CONNECTION_STRING", hubs.get("connectionString").asText()),
                "ops/tail",
                "-n",
                "1",
                "--from-start",
                "--kafka-option",
                "bootstrap.servers=" + hubs.get("kafka").asText(),
                "--kafka-option",
                "ssl.truststore.type=PEM",
                "--kafka-option",
                "ssl.truststore.location=" + hubs.get("ca").asText())
            .ended();

    assertThat(tail.exitCode()).as(tail.toString()).isZero();
    assertThat(tail.output()).contains("ACME", "alpaca", "101.25", "bid 101.24");
    assertThat(tail.toString()).doesNotContain("sandbox-key");
  }

  private static void resetApiVersions4(String control) throws IOException, InterruptedException {
    HttpRequest faults =
        HttpRequest.newBuilder(URI.create(control + "/faults"))
            .POST(BodyPublishers.ofString("{\"resetOnApiVersions4\": true}"))
            .build();
    assertThat(HttpClient.newHttpClient().send(faults, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private JsonNode sandbox(String main, String... arguments) throws IOException {
    Command program = Command.sandbox(folder, "dev.quotelake.sandbox." + main, arguments);
    started.add(program);
    await(main)
        .atMost(Duration.ofMinutes(2))
        .until(() -> program.output().contains("READY ") && program.output().endsWith("\n"));
    String ready = program.output().lines().filter(it -> it.startsWith("READY ")).findFirst().get();
    return new ObjectMapper().readTree(ready.substring("READY ".length()));
  }

  private static void publishSample(String bootstrap) throws Exception {
    JsonNode sample =
        new ObjectMapper()
            .readTree(Path.of("../contract/samples/accepted/every-field.json").toFile());
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
    try (Admin admin = Admin.create(settings);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin.createTopics(Set.of(new NewTopic(HUB, 1, (short) 1))).all().get();
      byte[] key = sample.get("key").asText().getBytes(StandardCharsets.UTF_8);
      byte[] value = HexFormat.of().parseHex(sample.get("value").asText());
      producer.send(new ProducerRecord<>(HUB, key, value)).get();
    }
  }
}
