// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import dev.quotelake.sandbox.eventhubs.amqp.AmqpListener;
import dev.quotelake.sandbox.eventhubs.kafka.KafkaListener;
import dev.quotelake.sandbox.program.Program;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the double and prints {@code READY} with where it listens. */
@Command(
    name = "eventhubs-double",
    mixinStandardHelpOptions = true,
    description = "Stands in for an Event Hubs namespace before a plain Kafka broker.")
public final class EventHubsDoubleMain extends Program {

  private static final String KEY_NAME = "sandbox";

  @Option(names = "--bootstrap", required = true, description = "The plain broker, host:port.")
  private String bootstrap;

  @Option(names = "--kafka-port", defaultValue = "0", description = "Kafka with TLS; 0 = free.")
  private int kafkaPort;

  @Option(names = "--amqp-port", defaultValue = "0", description = "Plain AMQP; 0 = free.")
  private int amqpPort;

  @Option(names = "--amqps-port", defaultValue = "0", description = "AMQP with TLS; 0 = free.")
  private int amqpsPort;

  @Option(names = "--control-port", defaultValue = "0", description = "HTTP; 0 = free.")
  private int controlPort;

  @Option(names = "--key", defaultValue = "sandbox-key", description = "The shared access key.")
  private String key;

  @Option(
      names = "--audience",
      defaultValue = "https://localhost",
      description = "Audience that tokens must have.")
  private String audience;

  @Option(
      names = "--idle-cut",
      defaultValue = "PT240S",
      description = "Idle Kafka connections are cut after this long, ISO 8601.")
  private Duration idleCut;

  @Option(
      names = "--certificates",
      description = "Folder for the certificate made at start; a temporary one if left out.")
  private Path certificates;

  public static void main(String[] arguments) {
    start(new EventHubsDoubleMain(), arguments);
  }

  @Override
  public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
    Path folder =
        certificates == null
            ? Files.createTempDirectory("eventhubs-double")
            : Files.createDirectories(certificates);
    Identity identity = Identity.createIn(folder);
    Namespace namespace = new Namespace(new AccessPolicy(KEY_NAME, key, audience));
    int colon = bootstrap.lastIndexOf(':');
    InetSocketAddress broker =
        new InetSocketAddress(
            bootstrap.substring(0, colon), Integer.parseInt(bootstrap.substring(colon + 1)));
    try (KafkaListener kafka =
            new KafkaListener(
                kafkaPort, identity.sslContext().getSocketFactory(), broker, idleCut, namespace);
        AmqpListener amqp =
            new AmqpListener(amqpPort, amqpsPort, identity.sslContext(), bootstrap, namespace);
        ControlPort control =
            new ControlPort(
                controlPort,
                namespace,
                () -> {
                  kafka.cutAll();
                  amqp.cutAll();
                })) {
      kafka.start();
      amqp.start();
      return serve(addresses(kafka, amqp, control, identity));
    }
  }

  private Map<String, String> addresses(
      KafkaListener kafka, AmqpListener amqp, ControlPort control, Identity identity)
      throws IOException {
    Map<String, String> where = new LinkedHashMap<>();
    where.put("kafka", "localhost:" + kafka.port());
    where.put("amqp", "localhost:" + amqp.plainPort());
    where.put("amqps", "localhost:" + amqp.tlsPort());
    where.put("control", "http://localhost:" + control.port());
    where.put("ca", identity.caFile().toString());
    where.put("trustStore", identity.trustStoreFile().toString());
    where.put(
        "connectionString",
        "Endpoint=sb://localhost:%d;SharedAccessKeyName=%s;SharedAccessKey=%s;UseDevelopmentEmulator=true"
            .formatted(amqp.plainPort(), KEY_NAME, key));
    return where;
  }
}
