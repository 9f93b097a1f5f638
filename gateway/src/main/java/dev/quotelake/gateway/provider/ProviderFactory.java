// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider;

import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.config.Secret;
import java.util.Map;

/** Opens providers as the settings describe them. */
public interface ProviderFactory {

  /**
   * A provider, its definition read and checked; nothing is asked yet.
   *
   * @param name the configured name
   * @param credentials by the name the definition gives them, references followed
   * @throws dev.quotelake.gateway.config.SettingsException naming every mistake in the definition
   *     and the settings that go with it
   */
  QuoteProvider open(String name, ProviderSettings settings, Map<String, Secret> credentials);
}
