// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.http.definition.RequestDefinition;
import dev.quotelake.gateway.provider.http.definition.Template;
import dev.quotelake.gateway.provider.http.definition.Template.Kind;
import dev.quotelake.gateway.provider.http.definition.Template.Part;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the requests of one provider. */
final class RequestTemplate {

  /** What may stand unencoded: vendors expect lists with plain commas. */
  private static final String PATH_KEPT = ",:@!$()*";

  private static final String QUERY_KEPT = PATH_KEPT + ";/";

  private final RequestDefinition definition;
  private final String baseUrl;
  private final Map<String, Secret> credentials;
  private final Map<String, String> parameters;

  RequestTemplate(RequestDefinition definition, ProviderAccess access) {
    this.definition = definition;
    baseUrl = access.baseUrl().orElse(definition.baseUrl()).replaceAll("/+$", "");
    credentials = access.credentials();
    parameters = new LinkedHashMap<>(definition.parameters());
    parameters.putAll(access.parameters());
  }

  /** Header fields of a request, with the keys as they are now. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    definition.headers().forEach((name, value) -> headers.put(name, plain(value)));
    definition
        .basicAuthentication()
        .map(basic -> plain(basic.user()) + ":" + plain(basic.password()))
        .map(login -> Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
        .ifPresent(login -> headers.put("Authorization", "Basic " + login));
    return headers;
  }

  /** The URL that asks for these symbols. */
  URI uri(List<String> symbols) {
    List<String> spelled = symbols.stream().map(definition.symbols().spelling()::of).toList();
    String path = fill(definition.path(), spelled, spelled.get(0), true);
    String url = baseUrl + (path.isEmpty() || path.startsWith("/") ? "" : "/") + path;
    StringJoiner query = new StringJoiner("&", url.contains("?") ? "&" : "?", "");
    query.setEmptyValue("");
    definition.query().forEach((name, value) -> addParameter(query, name, value, spelled));
    return URI.create(url + query);
  }

  private void addParameter(StringJoiner query, String name, Template value, List<String> spelled) {
    boolean noneLeft = value.has(Kind.OTHER_SYMBOLS) && spelled.size() == 1;
    int times = value.has(Kind.EACH_SYMBOL) ? spelled.size() : noneLeft ? 0 : 1;
    for (String symbol : spelled.subList(0, times)) {
      query.add(Percent.encode(name) + "=" + fill(value, spelled, symbol, false));
    }
  }

  /** The URL of a further page with the keys that the link to it leaves out. */
  URI withCredentials(URI link) {
    StringBuilder url = new StringBuilder(link.toString());
    definition
        .query()
        .forEach(
            (name, value) -> {
              String begin = Percent.encode(name) + "=";
              if (value.has(Kind.CREDENTIAL) && pairs(link).noneMatch(p -> p.startsWith(begin))) {
                url.append(url.indexOf("?") < 0 ? '?' : '&')
                    .append(begin)
                    .append(fill(value, List.of(), "", false));
              }
            });
    return URI.create(url.toString());
  }

  /** The URL with this parameter in place of the one it may have. */
  static URI withParameter(URI url, String name, String value) {
    String begin = Percent.encode(name) + "=";
    Stream<String> kept = pairs(url).filter(pair -> !pair.startsWith(begin));
    return URI.create(
        Stream.concat(kept, Stream.of(begin + Percent.encode(value)))
            .collect(Collectors.joining("&", url.toString().replaceFirst("[?].*", "") + "?", "")));
  }

  private static Stream<String> pairs(URI url) {
    return url.getRawQuery() == null ? Stream.of() : Stream.of(url.getRawQuery().split("&"));
  }

  private String fill(Template template, List<String> symbols, String symbol, boolean inPath) {
    String kept = inPath ? PATH_KEPT : QUERY_KEPT;
    StringBuilder text = new StringBuilder();
    for (Part part : template.parts()) {
      text.append(
          switch (part.kind()) {
            case LITERAL -> Percent.encode(part.text(), inPath ? kept + "/?&=%;+" : kept);
            case SYMBOL, EACH_SYMBOL -> Percent.encode(symbol, ":");
            case SYMBOLS -> list(symbols);
            case OTHER_SYMBOLS -> list(symbols.subList(1, symbols.size()));
            case CREDENTIAL -> Percent.encode(value(part));
            case PARAMETER -> Percent.encode(value(part), kept);
          });
    }
    return text.toString();
  }

  /** A separator may also be a plus. */
  private String list(List<String> symbols) {
    return symbols.stream()
        .map(symbol -> Percent.encode(symbol, ":"))
        .collect(
            Collectors.joining(Percent.encode(definition.symbols().separator(), QUERY_KEPT + "+")));
  }

  private String plain(Template template) {
    return template.parts().stream().map(this::value).collect(Collectors.joining());
  }

  private String value(Part part) {
    return switch (part.kind()) {
      case LITERAL -> part.text();
      case CREDENTIAL -> credentials.get(part.text()).reveal();
      case PARAMETER -> parameters.get(part.text());
      default -> "";
    };
  }
}
