// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import dev.quotelake.sandbox.eventhubs.amqp.AmqpDoor;
import dev.quotelake.sandbox.eventhubs.kafka.KafkaDoor;
import dev.quotelake.sandbox.program.ProgramLine;
import dev.quotelake.sandbox.program.ProgramOptions;
import dev.quotelake.sandbox.program.ReadyLine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the double and prints {@code READY} with where its doors are. */
@Command(
    name = "eventhubs-double",
    mixinStandardHelpOptions = true,
    description = "Stands in for an Event Hubs namespace before a plain Kafka broker.")
public final class EventHubsDoubleMain implements Callable<Integer> {

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

  @Mixin private ProgramOptions program;

  /** Runs until it is told to stop. */
  public static void main(String[] args) {
    int code = ProgramLine.run(new EventHubsDoubleMain(), args);
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
    Path folder =
        certificates == null
            ? Files.createTempDirectory("eventhubs-double")
            : Files.createDirectories(certificates);
    Identity identity = Identity.createIn(folder);
    FaultBoard board = new FaultBoard();
    Counters counters = new Counters();
    AccessPolicy access = new AccessPolicy(KEY_NAME, key, audience, board, counters);
    Namespace namespace = new Namespace(access, new Throttle(board), board, counters);
    int colon = bootstrap.lastIndexOf(':');
    InetSocketAddress broker =
        new InetSocketAddress(
            bootstrap.substring(0, colon), Integer.parseInt(bootstrap.substring(colon + 1)));
    StopSignal stop = StopSignal.listen();
    try (KafkaDoor kafka =
            new KafkaDoor(
                kafkaPort, identity.sslContext().getSocketFactory(), broker, idleCut, namespace);
        AmqpDoor amqp =
            new AmqpDoor(amqpPort, amqpsPort, identity.sslContext(), bootstrap, namespace);
        ControlPort control =
            new ControlPort(
                controlPort,
                board,
                counters,
                () -> {
                  kafka.cutAll();
                  amqp.cutAll();
                })) {
      kafka.start();
      amqp.start();
      ReadyLine.print(addresses(kafka, amqp, control, identity));
      stop.await();
    }
    return ExitCode.OK;
  }

  private Map<String, String> addresses(
      KafkaDoor kafka, AmqpDoor amqp, ControlPort control, Identity identity) throws IOException {
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
