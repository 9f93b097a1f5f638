// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.setup;

import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.http.definition.RequestDefinition;
import dev.quotelake.gateway.provider.http.definition.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether the settings of a provider go with its definition. */
final class SettingsFit {

  private final String prefix;
  private final List<String> mistakes = new ArrayList<>();

  private SettingsFit(String name) {
    prefix = "quotelake.providers." + name + ".";
  }

  /** All that does not fit. */
  static List<String> mistakes(
      String name,
      RequestDefinition request,
      ProviderSettings settings,
      Map<String, Secret> credentials) {
    SettingsFit fit = new SettingsFit(name);
    for (String key : without(request.credentialNames(), credentials.keySet())) {
      fit.add("credentials." + key + " is missing; set it or a reference to it");
    }
    Set<String> parameters = request.parameters().keySet();
    for (String key : without(settings.parameters().keySet(), parameters)) {
      fit.add("parameters." + key + " is not in the definition, which has " + parameters);
    }
    if (settings.baseUrl().filter(url -> !url.matches("https?://[^/?#{}]+[^?#{}]*")).isPresent()) {
      fit.add("base-url is no URL; write scheme and host, as https://example.com");
    }
    if (settings.tls().certificate().isPresent() != settings.tls().key().isPresent()) {
      fit.add("tls.certificate and tls.key go together; set both, or neither");
    }
    int most = request.symbols().atMost();
    settings
        .symbolsPerRequest()
        .filter(symbols -> symbols > most)
        .ifPresent(
            symbols ->
                fit.add(
                    "symbols-per-request=%s is more than the definition's symbols.at-most, %s; lower it, or raise at-most in a definition of your own"
                        .formatted(symbols, most)));
    List<Integer> limits = new ArrayList<>(limits(settings.budget()).values());
    settings.symbolsPerRequest().ifPresent(limits::add);
    limits.stream()
        .filter(limit -> limit < 1)
        .findFirst()
        .ifPresent(
            limit ->
                fit.add(
                    "budget and symbols-per-request are at least 1, not %s; leave them out for the definition's"
                        .formatted(limit)));
    return fit.mistakes;
  }

  private void add(String mistake) {
    mistakes.add(prefix + mistake);
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /** The limits that the settings put in place of the definition's. */
  static Map<Window, Integer> limits(ProviderSettings.Budget budget) {
    Map<Window, Integer> limits = new EnumMap<>(Window.class);
    budget.second().ifPresent(units -> limits.put(Window.SECOND, units));
    budget.minute().ifPresent(units -> limits.put(Window.MINUTE, units));
    budget.hour().ifPresent(units -> limits.put(Window.HOUR, units));
    budget.day().ifPresent(units -> limits.put(Window.DAY, units));
    budget.month().ifPresent(units -> limits.put(Window.MONTH, units));
    return limits;
  }
}
