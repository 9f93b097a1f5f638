// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import dev.quotelake.sandbox.market.server.Simulator;
import dev.quotelake.sandbox.program.Program;
import dev.quotelake.sandbox.program.ProgramException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the market simulator until it is told to stop. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    description =
        "Serves a market in the vendors' own shapes; prints READY {\"url\":...} when it serves.")
public final class SimulatorMain extends Program {
  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port on localhost; 0 takes a free one.")
  private int port;

  @Option(
      names = "--symbols",
      defaultValue = "500",
      description = "How many synthetic stocks (default: ${DEFAULT-VALUE}).")
  private int symbols;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the synthetic market (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Recorded ticks instead of a synthetic market.")
  private Optional<Path> replay;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description = "Of a replay: market seconds a second (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--prerendered",
      description = "Render each answer a few times only, then repeat: for measurements.")
  private boolean prerendered;

  @Option(
      names = "--usual-limits",
      description = "Limit calls as the vendors' usual plans do; else nothing is limited.")
  private boolean usualLimits;

  public static void main(String[] arguments) {
    start(new SimulatorMain(), arguments);
  }

  @Override
  public Integer call() throws Exception {
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    var simulator = new Simulator(vertx, market(), usualLimits, prerendered);
    int served = simulator.listen(port).toCompletableFuture().get();
    return serve(Map.of("url", "http://localhost:" + served));
  }

  private Market market() {
    if (speed <= 0) {
      throw new ProgramException("--speed is " + speed + ": it must be above 0");
    }
    return replay
        .<Market>map(file -> new ReplayMarket(Recording.read(file), speed))
        .orElseGet(() -> new SyntheticMarket(symbols, seed));
  }
}
