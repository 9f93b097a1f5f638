// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.setup;

import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SettingsException;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.RequestObserver;
import dev.quotelake.gateway.provider.guard.Guards;
import dev.quotelake.gateway.provider.guard.RateBudget;
import dev.quotelake.gateway.provider.http.ForwardProxy;
import dev.quotelake.gateway.provider.http.HttpQuoteProvider;
import dev.quotelake.gateway.provider.http.ProviderAccess;
import dev.quotelake.gateway.provider.http.ProviderAccess.Network;
import dev.quotelake.gateway.provider.http.definition.BudgetDefinition;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.yaml.DefinitionException;
import dev.quotelake.gateway.provider.http.yaml.DefinitionLoader;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens providers that a YAML definition describes, with all guards round them. */
public final class DefinedProviders {

  private static final Clock CLOCK = Clock.systemUTC();

  private final RequestObserver observer;

  /**
   * @param observer is told of their requests
   */
  public DefinedProviders(RequestObserver observer) {
    this.observer = observer;
  }

  /**
   * A provider, its definition read and checked; nothing is asked yet.
   *
   * @param name the configured name
   * @param credentials by the name the definition gives them, references followed
   * @throws SettingsException naming every mistake in the definition and the settings that go with
   *     it
   */
  public QuoteProvider open(
      String name, ProviderSettings settings, Map<String, Secret> credentials) {
    ProviderDefinition definition = definition(name, settings);
    List<String> mistakes = SettingsFit.mistakes(name, definition.request(), settings, credentials);
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    BudgetDefinition allowance = definition.budget().with(SettingsFit.limits(settings.budget()));
    RateBudget budget = new RateBudget(name, allowance, CLOCK, observer);
    ProviderAccess access =
        new ProviderAccess(
            name,
            settings.baseUrl(),
            credentials,
            settings.parameters(),
            Math.min(
                settings.symbolsPerRequest().orElse(Integer.MAX_VALUE), allowance.symbolsAtOnce()),
            network(name, settings, definition.request().baseUrl()),
            settings.keepRaw());
    return Guards.around(
        new HttpQuoteProvider(definition, access, budget, CLOCK, observer),
        budget,
        CLOCK,
        observer);
  }

  private static Network network(String name, ProviderSettings settings, String definedUrl) {
    String prefix = "quotelake.providers." + name + ".";
    try {
      return new Network(
          settings.concurrency(),
          proxy(settings, settings.baseUrl().orElse(definedUrl)),
          ClientTls.of(settings.tls()));
    } catch (IllegalArgumentException noProxy) {
      throw new SettingsException(
          settings.proxy().isPresent()
              ? prefix
                  + "proxy is no proxy; write http://[USER:PASSWORD@]HOST:PORT, an @ in them as %40, or none"
              : "HTTPS_PROXY or HTTP_PROXY names no proxy for %s; write http://HOST:PORT, or set %sproxy=none"
                  .formatted(name, prefix));
    } catch (IOException | GeneralSecurityException unusable) {
      throw new SettingsException(
          prefix + "tls: " + unusable + "; name PEM files of certificates and of a PKCS#8 key");
    }
  }

  private static Optional<ForwardProxy> proxy(ProviderSettings settings, String baseUrl) {
    return settings.proxy().isEmpty()
        ? ForwardProxy.of(System.getenv(), baseUrl)
        : settings.proxy().filter(proxy -> !proxy.equals("none")).map(ForwardProxy::at);
  }

  private static ProviderDefinition definition(String name, ProviderSettings settings) {
    try {
      ProviderDefinition definition = DefinitionLoader.load(settings.definition());
      return settings.market().map(definition::withMarket).orElse(definition);
    } catch (DefinitionException wrong) {
      throw new SettingsException(
          "quotelake.providers." + name + ".definition: " + wrong.getMessage());
    }
  }
}
