// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.http.definition.RequestDefinition;
import dev.quotelake.gateway.provider.http.definition.Template;
import dev.quotelake.gateway.provider.http.definition.Template.Part;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Makes the requests of one provider. */
final class RequestTemplate {

  /** What may stand unencoded in a query: vendors expect lists with plain commas. */
  private static final String QUERY_KEPT = ",:@!$()*;/";

  /** A separator may also be a plus. */
  private static final String SEPARATOR_KEPT = QUERY_KEPT + "+";

  private final RequestDefinition definition;
  private final String baseUrl;
  private final Map<String, Secret> credentials;
  private final Map<String, String> parameters;
  private final Map<String, String> headers = new LinkedHashMap<>();

  /** The requests of one provider. */
  RequestTemplate(RequestDefinition definition, ProviderAccess access) {
    this.definition = definition;
    baseUrl = access.baseUrl().orElse(definition.baseUrl()).replaceAll("/+$", "");
    credentials = access.credentials();
    parameters = new LinkedHashMap<>(definition.parameters());
    parameters.putAll(access.parameters());
    definition.headers().forEach((name, value) -> headers.put(name, plain(value)));
    definition.basicAuthentication().ifPresent(this::addBasic);
  }

  private void addBasic(RequestDefinition.Basic basic) {
    String userAndPassword = plain(basic.user()) + ":" + plain(basic.password());
    headers.put(
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8)));
  }

  /** Header fields of each request. */
  Map<String, String> headers() {
    return headers;
  }

  /** The URL that asks for these symbols. */
  URI uri(List<String> symbols) {
    List<String> spelled = symbols.stream().map(definition.spelling()::of).toList();
    StringBuilder url = new StringBuilder(baseUrl);
    String path = fill(definition.path(), spelled, spelled.get(0), true);
    if (!path.isEmpty() && path.charAt(0) != '/') {
      url.append('/');
    }
    url.append(path);
    StringJoiner query = new StringJoiner("&");
    definition.query().forEach((name, value) -> addParameter(query, name, value, spelled));
    if (query.length() > 0) {
      url.append(url.indexOf("?") < 0 ? '?' : '&').append(query);
    }
    return URI.create(url.toString());
  }

  private void addParameter(StringJoiner query, String name, Template value, List<String> spelled) {
    if (value.has(Part.EachSymbol.class)) {
      spelled.forEach(
          symbol -> query.add(Percent.encode(name) + "=" + fill(value, spelled, symbol, false)));
      return;
    }
    boolean noSymbolsLeft = value.has(Part.OtherSymbols.class) && spelled.size() == 1;
    if (!noSymbolsLeft) {
      query.add(Percent.encode(name) + "=" + fill(value, spelled, spelled.get(0), false));
    }
  }

  /**
   * The URL of a further page with the keys that its link leaves out.
   *
   * @param link an absolute or relative URL
   */
  URI withCredentials(URI link) {
    StringJoiner missing = new StringJoiner("&");
    String present = link.getRawQuery() == null ? "" : "&" + link.getRawQuery();
    definition
        .query()
        .forEach(
            (name, value) -> {
              String encoded = Percent.encode(name) + "=";
              if (value.has(Part.Credential.class) && !present.contains("&" + encoded)) {
                missing.add(encoded + fill(value, List.of(), "", false));
              }
            });
    return missing.length() == 0
        ? link
        : URI.create(link + (link.getRawQuery() == null ? "?" : "&") + missing);
  }

  private String fill(Template template, List<String> symbols, String symbol, boolean inPath) {
    String kept = inPath ? ",:@!$()*" : QUERY_KEPT;
    StringBuilder text = new StringBuilder();
    for (Part part : template.parts()) {
      if (part instanceof Part.Literal literal) {
        text.append(Percent.encode(literal.text(), inPath ? "/?&=%,:@!$()*;+" : QUERY_KEPT));
      } else if (part instanceof Part.FirstSymbol || part instanceof Part.EachSymbol) {
        text.append(Percent.encode(symbol, ":"));
      } else if (part instanceof Part.AllSymbols) {
        text.append(list(symbols));
      } else if (part instanceof Part.OtherSymbols) {
        text.append(list(symbols.subList(1, symbols.size())));
      } else {
        text.append(Percent.encode(value(part), part instanceof Part.Parameter ? kept : ""));
      }
    }
    return text.toString();
  }

  private String list(List<String> symbols) {
    StringJoiner list = new StringJoiner(Percent.encode(definition.separator(), SEPARATOR_KEPT));
    symbols.forEach(symbol -> list.add(Percent.encode(symbol, ":")));
    return list.toString();
  }

  private String plain(Template template) {
    StringBuilder text = new StringBuilder();
    for (Part part : template.parts()) {
      text.append(part instanceof Part.Literal literal ? literal.text() : value(part));
    }
    return text.toString();
  }

  private String value(Part part) {
    if (part instanceof Part.Credential credential) {
      return credentials.get(credential.name()).reveal();
    }
    return part instanceof Part.Parameter parameter ? parameters.get(parameter.name()) : "";
  }
}
