// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.tail;

import dev.quotelake.sandbox.broker.Hub;
import dev.quotelake.sandbox.program.Program;
import dev.quotelake.sandbox.program.ProgramException;
import dev.quotelake.sandbox.run.folder.RunFile;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The program behind {@code ops/tail}. */
@Command(
    name = "ops/tail",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Prints the quotes of a hub as they come: time, symbol, provider, price, and where the record lies [partition:offset].",
      "It reads the hub of a running ops/run, a Kafka named with --bootstrap, or the Event Hubs namespace whose connection string is in"
          + " the environment as QUOTELAKE_HUB_CONNECTION_STRING."
    })
public final class Tail implements Callable<Integer> {
  private static final String CONNECTION_STRING = "QUOTELAKE_HUB_CONNECTION_STRING";
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Option(names = "-n", paramLabel = "N", description = "End after N quotes.")
  private Optional<Long> limit;

  @Option(names = "--symbol", paramLabel = "S", description = "Only this symbol's quotes.")
  private Optional<String> symbol;

  @Option(
      names = "--from-start",
      description = "Begin with the oldest quote of the hub, not with the next.")
  private boolean fromStart;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder of the ops/run (default: data in the repository).")
  private Optional<Path> data;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "A Kafka to read in place of an ops/run's.")
  private Optional<String> bootstrap;

  @Option(
      names = "--hub",
      paramLabel = "NAME",
      defaultValue = "quotes",
      description = "The hub's name (default: ${DEFAULT-VALUE}).")
  private String hub;

  @Option(
      names = "--kafka-option",
      paramLabel = "K=V",
      description = "A setting of the Kafka client, such as ssl.truststore.location=FILE.")
  private Map<String, String> clientOptions = Map.of();

  @Option(names = "--root", hidden = true, required = true)
  private Path root;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final QuoteText text = new QuoteText();
  private long printed;

  public static void main(String[] arguments) {
    System.exit(Program.run(new Tail(), arguments));
  }

  @Override
  public Integer call() {
    HubAddress address = address().with(clientOptions);
    var settings = new HashMap<String, Object>(address.client());
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      assign(consumer, address.name());
      while (!done(address)) {
        consumer.poll(POLL).forEach(this::print);
      }
    }
    return ExitCode.OK;
  }

  private HubAddress address() {
    if (bootstrap.isPresent()) {
      return HubAddress.ofKafka(bootstrap.get(), hub);
    }
    Optional<String> connectionString = Optional.ofNullable(System.getenv(CONNECTION_STRING));
    if (connectionString.isPresent() && data.isEmpty()) {
      return HubAddress.ofEventHubs(connectionString.get(), hub);
    }
    return HubAddress.ofRun(data.orElse(root.resolve("data")));
  }

  private void assign(KafkaConsumer<String, byte[]> consumer, String name) {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name, PATIENCE).stream()
              .map(it -> new TopicPartition(name, it.partition()))
              .toList();
      consumer.assign(partitions);
      if (fromStart) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
    } catch (TimeoutException e) {
      throw new ProgramException(
          "the hub '" + name + "' does not answer, or is not there: check its address and name", e);
    }
  }

  /** Over when enough is printed, nobody reads any more, or the run it belongs to has ended. */
  private boolean done(HubAddress address) {
    return limit.filter(it -> printed >= it).isPresent()
        || out.checkError()
        || address.run().filter(it -> RunFile.of(it).isEmpty()).isPresent();
  }

  private void print(ConsumerRecord<String, byte[]> hubRecord) {
    boolean wanted =
        symbol
            .map(it -> it.equals(hubRecord.key()))
            .orElse(!Hub.CANARY_KEY.equals(hubRecord.key()));
    if (wanted && limit.map(it -> printed < it).orElse(true)) {
      out.println(text.of(hubRecord));
      printed++;
    }
  }
}
