// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import dev.quotelake.gateway.config.GatewaySettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.identity.TokenSource;
import java.util.Map;

/** The hub of settings in which secrets stand as they are. */
public final class TestHub {

  private TestHub() {}

  /** The access that the settings give. */
  public static HubAccess access(GatewaySettings settings) {
    return access(settings, Map.of());
  }

  /** The access in an environment. */
  public static HubAccess access(GatewaySettings settings, Map<String, String> environment) {
    return new HubAccess(
        settings.hub(),
        (setting, value) -> new Secret(value),
        TokenSource.of(settings.hub().auth(), environment, settings.hub().identityClientId()));
  }
}
