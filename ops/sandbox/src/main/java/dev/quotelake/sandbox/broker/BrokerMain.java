// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.broker;

import dev.quotelake.sandbox.program.Program;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a Kafka broker until it is told to stop. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = "Runs one Kafka broker (KRaft); prints READY {\"bootstrap\":...} when it serves.")
public final class BrokerMain extends Program {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Where the log is kept; formatted on the first start.")
  private Path data;

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Port on localhost; 0 takes a free one.")
  private int port;

  public static void main(String[] arguments) {
    start(new BrokerMain(), arguments);
  }

  @Override
  public Integer call() throws Exception {
    try (var broker = KafkaBroker.start(data, port)) {
      return serve(Map.of("bootstrap", broker.bootstrapServers()));
    }
  }
}
