// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import dev.quotelake.gateway.provider.http.definition.Template.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How to ask. Texts may hold placeholders: see {@link Template}. */
public record RequestDefinition(
    String baseUrl,
    Template path,
    Map<String, Template> query,
    Map<String, Template> headers,
    Optional<Basic> basicAuthentication,
    Map<String, String> parameters,
    Symbols symbols) {

  /** User and password for HTTP Basic. */
  public record Basic(Template user, Template password) {}

  /** How many symbols a request takes, and how it spells and lists them. */
  public record Symbols(int atMost, String separator, Spelling spelling) {}

  /** Sees that the placeholders go together. */
  public RequestDefinition {
    List<Template> sent = new ArrayList<>(query.values());
    sent.add(path);
    boolean first = has(sent, Kind.SYMBOL);
    boolean others = has(sent, Kind.OTHER_SYMBOLS);
    boolean lists = has(sent, Kind.SYMBOLS) || has(sent, Kind.EACH_SYMBOL);
    Flaws flaws =
        new Flaws()
            .addIf(
                symbols.atMost() > 1 && first && !lists && !others,
                "symbols",
                "at-most is "
                    + symbols.atMost()
                    + " but {symbol} sends only the first; set at-most to 1, or send the list as"
                    + " {symbols}")
            .addIf(
                others && !first,
                "",
                "{other-symbols} leaves out the first; send {symbol} too, or {symbols}");
    sent.addAll(headers.values());
    for (String name : names(sent, Kind.PARAMETER)) {
      flaws.addIf(
          !parameters.containsKey(name),
          "",
          "{parameters." + name + "} has no value; add it below parameters with its default");
    }
    flaws.throwIfAny();
  }

  private static boolean has(List<Template> templates, Kind kind) {
    return templates.stream().anyMatch(template -> template != null && template.has(kind));
  }

  private static Set<String> names(List<Template> templates, Kind kind) {
    return templates.stream()
        .filter(Objects::nonNull)
        .flatMap(template -> template.parts().stream())
        .filter(part -> part.kind() == kind)
        .map(Template.Part::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The keys that are needed to ask. */
  public Set<String> credentialNames() {
    List<Template> all = new ArrayList<>(query.values());
    all.addAll(headers.values());
    all.add(path);
    basicAuthentication.ifPresent(basic -> all.addAll(List.of(basic.user(), basic.password())));
    return names(all, Kind.CREDENTIAL);
  }
}
