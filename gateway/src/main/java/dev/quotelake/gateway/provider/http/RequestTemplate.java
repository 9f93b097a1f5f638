// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.http.definition.BasicAuthentication;
import dev.quotelake.gateway.provider.http.definition.BodyDefinition;
import dev.quotelake.gateway.provider.http.definition.RequestDefinition;
import dev.quotelake.gateway.provider.http.definition.Template;
import dev.quotelake.gateway.provider.http.definition.Template.Kind;
import dev.quotelake.gateway.provider.http.definition.Template.Part;
import dev.quotelake.gateway.provider.http.definition.TokenDefinition;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the requests of one provider. */
final class RequestTemplate {

  /** What may stand unencoded: vendors expect lists with plain commas. */
  private static final String PATH_KEPT = ",:@!$()*";

  private static final String QUERY_KEPT = PATH_KEPT + ";/";

  private static final String URL_KEPT = PATH_KEPT + "#";

  private static final String CONTENT_TYPE = "Content-Type";

  private final RequestDefinition definition;
  private final String baseUrl;
  private final Placeholders placeholders;

  /**
   * @param token what {@code {token}} stands for at the moment
   * @param clock for days and times in requests
   */
  RequestTemplate(
      RequestDefinition definition, ProviderAccess access, Secret token, InstantSource clock) {
    this.definition = definition;
    baseUrl = access.baseUrl().orElse(definition.baseUrl()).replaceAll("/+$", "");
    placeholders = new Placeholders(definition, access, token, clock);
  }

  /** The request for these symbols, with the keys as they are now. */
  HttpRequest request(List<String> symbols) {
    List<String> spelled = spelled(symbols);
    return request(
        uriOf(spelled),
        definition.headers(),
        definition.basicAuthentication(),
        definition.body(),
        spelled);
  }

  HttpRequest tokenRequest(TokenDefinition login) {
    String url = fill(login.url(), List.of(), "", URL_KEPT);
    return request(
        URI.create(url.startsWith("/") ? baseUrl + url : url),
        login.headers(),
        login.basicAuthentication(),
        login.body(),
        List.of());
  }

  private HttpRequest request(
      URI uri,
      Map<String, Template> fields,
      Optional<BasicAuthentication> basic,
      Optional<BodyDefinition> body,
      List<String> spelled) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    body.map(RequestTemplate::mediaType).ifPresent(type -> headers.put(CONTENT_TYPE, type));
    fields.forEach((name, value) -> headers.put(name, plain(value, spelled)));
    basic
        .map(login -> plain(login.user(), spelled) + ":" + plain(login.password(), spelled))
        .map(login -> Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
        .ifPresent(login -> headers.put("Authorization", "Basic " + login));
    return new HttpRequest(
        uri, headers, body.map(sent -> written(sent, spelled).getBytes(StandardCharsets.UTF_8)));
  }

  private static String mediaType(BodyDefinition body) {
    return body.json().isPresent()
        ? "application/json"
        : body.form().isPresent()
            ? "application/x-www-form-urlencoded"
            : "text/plain; charset=utf-8";
  }

  private String written(BodyDefinition body, List<String> spelled) {
    if (body.json().isPresent()) {
      return json(body.json().get(), spelled, first(spelled)).toString();
    }
    if (body.text().isPresent()) {
      return plain(body.text().get(), spelled);
    }
    StringJoiner form = new StringJoiner("&");
    body.form().orElseThrow().forEach((name, value) -> addParameter(form, name, value, spelled));
    return form.toString();
  }

  private JsonNode json(JsonNode node, List<String> all, String symbol) {
    if (node.isTextual()) {
      return TextNode.valueOf(placeholders.fill(Template.parse(node.textValue()), all, symbol));
    }
    if (node.isArray()) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : node) {
        boolean each =
            BodyDefinition.templates(element).anyMatch(template -> template.has(Kind.EACH_SYMBOL));
        (each ? all : List.of(symbol)).forEach(one -> filled.add(json(element, all, one)));
      }
      return filled;
    }
    if (node.isObject()) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(member -> filled.set(member.getKey(), json(member.getValue(), all, symbol)));
      return filled;
    }
    return node;
  }

  private List<String> spelled(List<String> symbols) {
    return symbols.stream().map(definition.symbols().spelling()::of).toList();
  }

  private static String first(List<String> spelled) {
    return spelled.isEmpty() ? "" : spelled.get(0);
  }

  private URI uriOf(List<String> spelled) {
    String path = fill(definition.path(), spelled, spelled.get(0), PATH_KEPT);
    String url = baseUrl + (path.isEmpty() || path.startsWith("/") ? "" : "/") + path;
    StringJoiner query = new StringJoiner("&", url.contains("?") ? "&" : "?", "");
    query.setEmptyValue("");
    definition.query().forEach((name, value) -> addParameter(query, name, value, spelled));
    return URI.create(url + query);
  }

  private void addParameter(StringJoiner query, String name, Template value, List<String> spelled) {
    boolean noneLeft = value.has(Kind.OTHER_SYMBOLS) && spelled.size() == 1;
    int times = value.has(Kind.EACH_SYMBOL) ? spelled.size() : noneLeft ? 0 : 1;
    for (String symbol : spelled.isEmpty() ? List.of("") : spelled.subList(0, times)) {
      query.add(Percent.encode(name) + "=" + fill(value, spelled, symbol, QUERY_KEPT));
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
              boolean key = value.has(Kind.CREDENTIAL) || value.has(Kind.TOKEN);
              if (key && pairs(link).noneMatch(p -> p.startsWith(begin))) {
                url.append(url.indexOf("?") < 0 ? '?' : '&')
                    .append(begin)
                    .append(fill(value, List.of(), "", QUERY_KEPT));
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

  /** The text of a template in a URL, where literals keep these characters. */
  private String fill(Template template, List<String> symbols, String symbol, String kept) {
    boolean inQuery = kept.equals(QUERY_KEPT);
    StringBuilder text = new StringBuilder();
    for (Part part : template.parts()) {
      text.append(
          switch (part.kind()) {
            case LITERAL -> Percent.encode(part.text(), inQuery ? kept : kept + "/?&=%;+");
            case SYMBOL, EACH_SYMBOL -> Percent.encode(symbol, ":");
            case SYMBOLS -> list(symbols);
            case OTHER_SYMBOLS -> list(symbols.subList(1, symbols.size()));
            case CREDENTIAL, TOKEN -> Percent.encode(placeholders.value(part, symbols, symbol));
            default -> Percent.encode(placeholders.value(part, symbols, symbol), kept);
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

  private String plain(Template template, List<String> symbols) {
    return placeholders.fill(template, symbols, first(symbols));
  }
}
