// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.http.definition.RequestDefinition;
import dev.quotelake.gateway.provider.http.definition.Template;
import dev.quotelake.gateway.provider.http.definition.Template.Part;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the placeholders in the templates of one provider stand for at the moment. */
final class Placeholders {

  private final String separator;
  private final ZoneId zone;
  private final Map<String, Secret> credentials;
  private final Map<String, String> parameters;
  private final Secret token;
  private final InstantSource clock;

  Placeholders(
      RequestDefinition definition, ProviderAccess access, Secret token, InstantSource clock) {
    separator = definition.symbols().separator();
    zone = definition.zone();
    credentials = access.credentials();
    parameters = new HashMap<>(definition.parameters());
    parameters.putAll(access.parameters());
    this.token = token;
    this.clock = clock;
  }

  /**
   * The text of a template.
   *
   * @param symbols all that are asked for
   * @param symbol the one that stands for itself
   */
  String fill(Template template, List<String> symbols, String symbol) {
    return template.parts().stream()
        .map(part -> value(part, symbols, symbol))
        .collect(Collectors.joining());
  }

  /** The text of one part of a template. */
  String value(Part part, List<String> symbols, String symbol) {
    return switch (part.kind()) {
      case LITERAL -> part.text();
      case SYMBOL, EACH_SYMBOL -> symbol;
      case SYMBOLS -> String.join(separator, symbols);
      case OTHER_SYMBOLS -> String.join(separator, symbols.subList(1, symbols.size()));
      case CREDENTIAL -> credentials.get(part.text()).reveal();
      case PARAMETER -> parameters.get(part.text());
      case TOKEN -> token.reveal();
      case TODAY ->
          DateTimeFormatter.ofPattern(part.text(), Locale.ROOT)
              .format(clock.instant().atZone(zone));
      case NOW -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
      case NOW_EPOCH_SECONDS -> Long.toString(clock.instant().getEpochSecond());
      case NOW_EPOCH_MILLIS -> Long.toString(clock.millis());
    };
  }
}
