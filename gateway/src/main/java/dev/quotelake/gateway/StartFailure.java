// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway;

import dev.quotelake.gateway.config.LenientSettings;
import dev.quotelake.gateway.config.SettingsException;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Tells why the framework has not started the gateway, as {@link Main} tells it of the settings
 * that the gateway checks itself: in a sentence that names the setting.
 */
final class StartFailure {

  private static final Logger LOG = Logger.getLogger(StartFailure.class);

  private StartFailure() {}

  /**
   * @param code exit code that the framework would give
   * @param failure why it ends, or null
   * @return the exit code
   */
  static int exitCode(int code, Throwable failure) {
    Optional<ConfigValidationException> settings = cause(failure, ConfigValidationException.class);
    Optional<BindException> port = cause(failure, BindException.class);
    if (settings.isPresent() || port.isPresent()) {
      System.err.println(
          settings
              .map(refusal -> new SettingsException(mistakes(refusal)).getMessage())
              .orElseGet(() -> taken(failure, port.get())));
      return Main.WRONG_SETTINGS;
    }
    if (failure != null) {
      LOG.error("The gateway could not start", failure);
    }
    return code;
  }

  /** What the framework cannot read, and what the gateway finds in the rest. */
  private static List<String> mistakes(ConfigValidationException refusal) {
    LenientSettings read = LenientSettings.read(refusal, ConfigUtils::configBuilder);
    List<String> all = new ArrayList<>(read.mistakes().values());
    Wiring.mistakes(read.settings()).stream()
        .filter(mistake -> read.mistakes().keySet().stream().noneMatch(mistake::startsWith))
        .forEach(all::add);
    return all;
  }

  private static String taken(Throwable failure, BindException why) {
    boolean management =
        causes(failure)
            .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("management interface"));
    String interfaceOf = management ? "quarkus.management." : "quarkus.http.";
    Config config = ConfigProvider.getConfig();
    return "%sport=%s cannot be used on %s (%s): stop the program that has the port, or set another"
        .formatted(
            interfaceOf,
            config
                .getOptionalValue(interfaceOf + "port", String.class)
                .orElse(management ? "9000" : "8080"),
            config.getOptionalValue(interfaceOf + "host", String.class).orElse("0.0.0.0"),
            why.getMessage());
  }

  private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
    return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
