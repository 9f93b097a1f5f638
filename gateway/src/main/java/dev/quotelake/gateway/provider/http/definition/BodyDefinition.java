// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The body of a request, which makes it a POST: in one of three forms.
 *
 * @param json JSON whose texts are templates
 * @param form fields of a form
 * @param text a text that is sent as it is
 */
public record BodyDefinition(
    Optional<JsonNode> json, Optional<Map<String, Template>> form, Optional<Template> text) {

  /** Sees that it has one form, and that its templates are some. */
  public BodyDefinition {
    json = json.filter(node -> !node.isNull());
    new Flaws()
        .addIf(
            Stream.of(json, form, text).filter(Optional::isPresent).count() != 1,
            "",
            "it has one form; write json, form or text")
        .throwIfAny();
    try {
      json.ifPresent(shape -> templates(shape).forEach(template -> {}));
    } catch (IllegalArgumentException wrong) {
      throw new Flaws("json", wrong.getMessage());
    }
  }

  /** The templates of JSON. */
  public static Stream<Template> templates(JsonNode node) {
    return node.isTextual()
        ? Stream.of(Template.parse(node.textValue()))
        : StreamSupport.stream(node.spliterator(), false).flatMap(BodyDefinition::templates);
  }

  /** The templates in which each symbol is repeated: those of form fields and below arrays. */
  List<Template> repeating() {
    return Stream.concat(
            json.stream()
                .flatMap(BodyDefinition::outermostArrays)
                .flatMap(BodyDefinition::templates),
            form.stream().flatMap(fields -> fields.values().stream()))
        .toList();
  }

  private static Stream<JsonNode> outermostArrays(JsonNode node) {
    return node.isArray()
        ? Stream.of(node)
        : StreamSupport.stream(node.spliterator(), false).flatMap(BodyDefinition::outermostArrays);
  }

  List<Template> templates() {
    return Stream.of(
            json.stream().flatMap(BodyDefinition::templates),
            form.stream().flatMap(fields -> fields.values().stream()),
            text.stream())
        .flatMap(templates -> templates)
        .toList();
  }
}
