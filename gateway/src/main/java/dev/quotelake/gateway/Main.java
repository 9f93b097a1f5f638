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
import org.jboss.logging.Logger;
import sun.misc.Signal;

/** Runs the gateway until it is told to stop, which is no failure: SIGTERM ends with 0. */
@QuarkusMain
public final class Main implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(Main.class);
  private static final int WRONG_SETTINGS = 2;

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
    Quarkus.run(Main.class, arguments);
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
