// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import dev.quotelake.gateway.provider.http.definition.RequestDefinition;
import dev.quotelake.gateway.provider.http.definition.Spelling;
import dev.quotelake.gateway.provider.http.definition.Template;
import dev.quotelake.gateway.provider.http.definition.Template.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads how to ask. */
final class RequestReader {

  private static final Template EMPTY = new Template(List.of());

  private RequestReader() {}

  static RequestDefinition read(Section section) {
    Section symbols = section.at("symbols");
    Map<String, String> parameters = new HashMap<>();
    section.at("parameters").members().forEach((name, value) -> parameters.put(name, value.text()));
    RequestDefinition request =
        new RequestDefinition(
            section.text("base-url").orElse("").replaceAll("/+$", ""),
            template(section.at("path")),
            templates(section.at("query")),
            templates(section.at("headers")),
            section.has("basic-authentication")
                ? Optional.of(basic(section.at("basic-authentication")))
                : Optional.empty(),
            symbols.number("at-most", 1),
            symbols.text("separator").orElse(","),
            spelling(symbols.at("spelling")),
            Map.copyOf(parameters));
    check(section, request);
    return request;
  }

  private static RequestDefinition.Basic basic(Section section) {
    return new RequestDefinition.Basic(
        template(section.at("user")), template(section.at("password")));
  }

  private static Map<String, Template> templates(Section section) {
    Map<String, Template> templates = new LinkedHashMap<>();
    section.members().forEach((name, text) -> templates.put(name, template(text)));
    return templates;
  }

  private static Template template(Section section) {
    return section.read(Template::parse, EMPTY, "correct the placeholder");
  }

  private static void check(Section section, RequestDefinition request) {
    List<Template> all = new ArrayList<>(request.query().values());
    all.add(request.path());
    boolean several =
        has(all, Part.AllSymbols.class)
            || has(all, Part.EachSymbol.class)
            || has(all, Part.OtherSymbols.class);
    if (request.symbolsAtMost() > 1 && !several && has(all, Part.FirstSymbol.class)) {
      section
          .at("symbols")
          .mistake(
              "at-most is " + request.symbolsAtMost() + " but {symbol} sends only the first",
              "set at-most to 1, or send the list as {symbols}");
    }
    if (has(all, Part.OtherSymbols.class) && !has(all, Part.FirstSymbol.class)) {
      section.mistake("{other-symbols} leaves out the first", "send {symbol} too, or {symbols}");
    }
    undeclared(all, request)
        .forEach(
            name ->
                section.mistake(
                    "{parameters." + name + "} has no value",
                    "add it below parameters with its default"));
  }

  private static Stream<String> undeclared(List<Template> templates, RequestDefinition request) {
    return Stream.concat(templates.stream(), request.headers().values().stream())
        .flatMap(template -> template.parts().stream())
        .filter(Part.Parameter.class::isInstance)
        .map(part -> ((Part.Parameter) part).name())
        .filter(name -> !request.parameters().containsKey(name))
        .distinct();
  }

  private static boolean has(List<Template> templates, Class<? extends Part> kind) {
    return templates.stream().anyMatch(template -> template.has(kind));
  }

  static Spelling spelling(Section section) {
    if (!section.isThere()) {
      return Spelling.SAME;
    }
    Map<String, String> exceptions = new HashMap<>();
    List<UnaryOperator<String>> steps = new ArrayList<>();
    for (Section step : section.elements()) {
      step.at("exceptions").members().forEach((own, theirs) -> exceptions.put(own, theirs.text()));
      if (!step.has("exceptions")) {
        steps.add(step(step));
      }
    }
    return new Spelling(Map.copyOf(exceptions), List.copyOf(steps));
  }

  private static UnaryOperator<String> step(Section section) {
    if (section.has("replace")) {
      return Spelling.replacing(section.at("replace").text(), section.text("with").orElse(""));
    }
    if (section.has("replace-pattern")) {
      Pattern pattern =
          section
              .at("replace-pattern")
              .read(
                  Pattern::compile,
                  Pattern.compile(""),
                  "write a regular expression as Java understands it");
      return Spelling.replacing(pattern, section.text("with").orElse(""));
    }
    if (section.has("prefix")) {
      return Spelling.prefix(section.at("prefix").text());
    }
    if (section.has("suffix")) {
      return Spelling.suffix(section.at("suffix").text());
    }
    return section.text("case").orElse("").equals("lower")
        ? Spelling.lowerCase()
        : Spelling.upperCase();
  }
}
