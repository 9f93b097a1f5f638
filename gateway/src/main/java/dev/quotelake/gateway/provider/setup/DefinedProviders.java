// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.setup;

import dev.quotelake.gateway.config.ProviderSettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.provider.ProviderFactory;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.http.HttpQuoteProvider;
import dev.quotelake.gateway.provider.http.ProviderAccess;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.yaml.DefinitionException;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Opens providers that a YAML definition describes. */
@Singleton
final class DefinedProviders implements ProviderFactory {

  @Override
  public QuoteProvider open(
      String name, ProviderSettings settings, Map<String, Secret> credentials) {
    String prefix = "quotelake.providers." + name;
    try {
      ProviderDefinition definition = DefinitionLoader.load(settings.definition());
      check(prefix, definition, settings, credentials);
      return new HttpQuoteProvider(
          definition,
          new ProviderAccess(
              name,
              settings.baseUrl(),
              credentials,
              Map.of(),
              settings.symbolsPerRequest().orElse(Integer.MAX_VALUE),
              settings.concurrency(),
              settings.keepRaw()),
          symbols -> {},
          Clock.systemUTC());
    } catch (DefinitionException wrong) {
      throw new SettingsException(prefix + ".definition: " + wrong.getMessage());
    }
  }

  private static void check(
      String prefix,
      ProviderDefinition definition,
      ProviderSettings settings,
      Map<String, Secret> credentials) {
    List<String> mistakes = new ArrayList<>();
    Set<String> missing = new TreeSet<>(definition.request().credentialNames());
    missing.removeAll(credentials.keySet());
    for (String key : missing) {
      mistakes.add(
          prefix
              + ".credentials."
              + key
              + " is missing: set it, or the environment variable of"
              + " that name");
    }
    settings
        .baseUrl()
        .filter(url -> !url.matches("https?://[^/?#]+[^?#]*"))
        .ifPresent(
            url ->
                mistakes.add(
                    prefix
                        + ".base-url is no URL: write a scheme and a host, such as"
                        + " https://proxy.example.com"));
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
  }
}
