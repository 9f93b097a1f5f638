// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway;

import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.provider.check.CheckCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import sun.misc.Signal;

/** Runs the gateway until it is told to stop, which is no failure: SIGTERM ends with 0. */
@QuarkusMain
public final class Main implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(Main.class);

  /** Exit code for what a person has to change: settings, arguments, a port. */
  static final int WRONG_SETTINGS = 2;

  private static final String USAGE =
      """
      usage: gateway                     polls and publishes, as the settings say
             gateway --check DEFINITION  shows what a provider's definition makes of an answer;
                                         --check --help tells its options
      Settings are system properties (-Dquotelake.publisher=kafka), lines of
      config/application.properties, or environment variables (QUOTELAKE_PUBLISHER=kafka).
      All of them are in gateway/README.md.""";

  private final Instance<Gateway> gateway;

  @Inject
  Main(Instance<Gateway> gateway) {
    this.gateway = gateway;
  }

  /** Runs the gateway, or checks a provider definition when asked to. */
  public static void main(String[] arguments) {
    if (CheckCommand.isMeant(arguments)) {
      System.exit(new CheckCommand(System.out, System.err, Clock.systemUTC()).run(arguments));
    }
    if (arguments.length > 0) {
      System.exit(usage(List.of(arguments)));
    }
    Quarkus.run(Main.class, (code, failure) -> System.exit(StartFailure.exitCode(code, failure)));
  }

  private static int usage(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      System.out.println(USAGE);
      return 0;
    }
    System.err.println("unknown argument " + arguments.get(0));
    System.err.println(USAGE);
    return WRONG_SETTINGS;
  }

  @Override
  public int run(String... arguments) throws InterruptedException {
    endCleanlyOn("TERM");
    endCleanlyOn("INT");
    Gateway running;
    try {
      running = gateway.get();
    } catch (SettingsException e) {
      LOG.error(e.getMessage());
      return WRONG_SETTINGS;
    }
    running.start();
    Quarkus.waitForExit();
    running.stop();
    return 0;
  }

  private static void endCleanlyOn(String signal) {
    Signal.handle(new Signal(signal), received -> Quarkus.asyncExit(0));
  }
}
