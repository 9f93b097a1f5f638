// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import dev.quotelake.gateway.provider.http.definition.Template.Kind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How to ask. Texts may hold placeholders: see {@link Template}.
 *
 * @param zone the clock of {@code {today}}
 * @param cookies whether cookies are kept and sent back
 */
public record RequestDefinition(
    String baseUrl,
    Template path,
    Map<String, Template> query,
    Map<String, Template> headers,
    Optional<BasicAuthentication> basicAuthentication,
    Optional<BodyDefinition> body,
    Map<String, String> parameters,
    Symbols symbols,
    ZoneId zone,
    boolean cookies,
    Optional<TokenDefinition> token) {

  /** How many symbols a request takes, and how it spells and lists them. */
  public record Symbols(int atMost, String separator, Spelling spelling) {}

  /** Sees that the placeholders go together. */
  public RequestDefinition {
    List<Template> sent = new ArrayList<>(query.values());
    body.ifPresent(to -> sent.addAll(to.repeating()));
    boolean each = has(sent, Kind.EACH_SYMBOL);
    sent.add(path);
    body.ifPresent(to -> sent.addAll(to.templates()));
    boolean first = has(sent, Kind.SYMBOL);
    boolean others = has(sent, Kind.OTHER_SYMBOLS);
    boolean lists = has(sent, Kind.SYMBOLS) || each;
    sent.addAll(headers.values());
    boolean eachElsewhere = !lists && has(sent, Kind.EACH_SYMBOL);
    List<Template> login = token.map(TokenDefinition::templates).orElse(List.of());
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
                symbols.atMost() > 1 && eachElsewhere,
                "",
                "{each-symbol} is repeated in query, in form and in arrays of json only; here it"
                    + " sends the first, so send {symbols} or put it into an array")
            .addIf(
                others && !first,
                "",
                "{other-symbols} leaves out the first; send {symbol} too, or {symbols}")
            .addIf(
                baseUrl.matches(".*[{}].*"),
                "base-url",
                "it takes no placeholders; put them into path, query or headers")
            .addIf(
                token.isEmpty() && has(sent, Kind.TOKEN),
                "",
                "{token} is asked for nowhere; say below token how to get it")
            .addIf(
                token.isPresent() && !cookies && !has(sent, Kind.TOKEN),
                "token",
                "it is not sent; put {token} into headers, query, path or body")
            .addIf(
                login.stream().filter(Objects::nonNull).anyMatch(Template::changesWithRequests),
                "token",
                "it is asked for before there are symbols or a token; leave those out");
    sent.addAll(login);
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
    body.ifPresent(sent -> all.addAll(sent.templates()));
    token.ifPresent(login -> all.addAll(login.templates()));
    return names(all, Kind.CREDENTIAL);
  }
}
