// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.setup;

import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether the settings of a provider go with its definition. */
final class SettingsFit {

  private SettingsFit() {}

  static List<String> mistakes(
      String name,
      ProviderDefinition definition,
      ProviderSettings settings,
      Map<String, Secret> credentials) {
    String prefix = "quotelake.providers." + name + ".";
    List<String> mistakes = new ArrayList<>();
    Set<String> missing = new TreeSet<>(definition.request().credentialNames());
    missing.removeAll(credentials.keySet());
    missing.forEach(
        key ->
            mistakes.add(
                prefix + "credentials." + key + " is missing; set it or a reference to it"));
    Set<String> unknown = new TreeSet<>(settings.parameters().keySet());
    unknown.removeAll(definition.request().parameters().keySet());
    unknown.forEach(
        key ->
            mistakes.add(
                prefix
                    + "parameters."
                    + key
                    + " is not in the definition, which has "
                    + definition.request().parameters().keySet()));
    settings
        .baseUrl()
        .filter(url -> !url.matches("https?://[^/?#]+[^?#]*"))
        .ifPresent(
            url ->
                mistakes.add(
                    prefix + "base-url is no URL; write scheme and host, as https://example.com"));
    Stream.of(
            settings.budget().second(),
            settings.budget().minute(),
            settings.budget().hour(),
            settings.budget().day(),
            settings.budget().month(),
            settings.symbolsPerRequest())
        .flatMap(limit -> limit.stream())
        .filter(limit -> limit < 1)
        .findFirst()
        .ifPresent(
            limit ->
                mistakes.add(
                    prefix
                        + "budget and symbols-per-request are at least 1, not "
                        + limit
                        + "; leave them out for the definition's"));
    return mistakes;
  }
}
