// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Settings as the gateway reads them, from a map. */
public final class TestSettings {

  private TestSettings() {}

  /** The settings in {@code properties}, defaults for the rest. */
  public static GatewaySettings of(Map<String, String> properties) {
    SmallRyeConfig config = builder(properties).withMapping(GatewaySettings.class).build();
    return config.getConfigMapping(GatewaySettings.class);
  }

  /** What reads {@code properties}, without the mapping. */
  static SmallRyeConfigBuilder builder(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .withConverter(Duration.class, 200, new DurationConverter());
  }
}
