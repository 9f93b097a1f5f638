// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.broker;

import dev.quotelake.sandbox.program.ProgramLine;
import dev.quotelake.sandbox.program.ProgramOptions;
import dev.quotelake.sandbox.program.ReadyLine;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a Kafka broker until it is told to stop. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = "Runs one Kafka broker (KRaft); prints READY {\"bootstrap\":...} when it serves.")
public final class BrokerMain implements Callable<Integer> {
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

  @Mixin private ProgramOptions program;

  public static void main(String[] arguments) {
    int code = ProgramLine.run(new BrokerMain(), arguments);
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws Exception {
    var broker = KafkaBroker.start(data, port);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
    ReadyLine.print(Map.of("bootstrap", broker.bootstrapServers()));
    broker.awaitStop();
    return ExitCode.OK;
  }
}
