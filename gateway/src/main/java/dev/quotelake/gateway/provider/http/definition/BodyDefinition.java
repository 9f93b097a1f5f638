// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The body of a request, which makes it a POST: in one of three forms. */
public record BodyDefinition(
    Optional<Json> json, Optional<Map<String, Template>> form, Optional<Template> text) {

  /** Sees that it has one form. */
  public BodyDefinition {
    if (Stream.of(json, form, text).filter(Optional::isPresent).count() != 1) {
      throw new Flaws("", "it has one form; write json, form or text");
    }
  }

  /**
   * JSON whose texts are templates.
   *
   * @param shape as the definition has it
   * @param texts the templates by their text
   */
  public record Json(JsonNode shape, Map<String, Template> texts) {

    /** Takes it as it is written. */
    @JsonCreator(mode = Mode.DELEGATING)
    static Json of(JsonNode shape) {
      Map<String, Template> texts = new HashMap<>();
      collect(shape, texts);
      return new Json(shape, texts);
    }

    private static void collect(JsonNode node, Map<String, Template> texts) {
      if (node.isTextual()) {
        texts.put(node.textValue(), template(node.textValue()));
      }
      node.forEach(inner -> collect(inner, texts));
    }

    private static Template template(String text) {
      try {
        return Template.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new Flaws("", wrong.getMessage());
      }
    }
  }

  /** All its templates. */
  List<Template> templates() {
    return Stream.of(
            json.stream().flatMap(body -> body.texts().values().stream()),
            form.stream().flatMap(body -> body.values().stream()),
            text.stream())
        .flatMap(templates -> templates)
        .toList();
  }
}
