// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a definition that the schema has found well-formed. What it cannot find wrong, the
 * readers do, and tell it to {@link Mistakes}.
 */
final class Section {

  private final JsonNode node;
  private final String path;
  private final Mistakes mistakes;

  Section(JsonNode node, String path, Mistakes mistakes) {
    this.node = node;
    this.path = path;
    this.mistakes = mistakes;
  }

  /** A member; empty if it is not there. */
  Section at(String name) {
    JsonNode child = node.get(name);
    return new Section(
        child == null ? JsonNodeFactory.instance.missingNode() : child,
        path + "/" + name.replace("~", "~0").replace("/", "~1"),
        mistakes);
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  boolean isThere() {
    return !node.isMissingNode() && !node.isNull();
  }

  boolean isText() {
    return node.isTextual();
  }

  boolean isObject() {
    return node.isObject();
  }

  /** The value itself as text. */
  String text() {
    return node.asText();
  }

  Optional<String> text(String name) {
    return has(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
  }

  int number(String name, int otherwise) {
    return has(name) ? node.get(name).intValue() : otherwise;
  }

  boolean flag(String name, boolean otherwise) {
    return has(name) ? node.get(name).booleanValue() : otherwise;
  }

  /** The elements of a list; a single value is a list of one; nothing is none. */
  List<Section> elements() {
    if (!isThere()) {
      return List.of();
    }
    if (!node.isArray()) {
      return List.of(this);
    }
    List<Section> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Section(node.get(i), path + "/" + i, mistakes));
    }
    return elements;
  }

  List<String> texts() {
    return elements().stream().map(Section::text).toList();
  }

  /** The members of an object by name, in order. */
  Map<String, Section> members() {
    Map<String, Section> members = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(name -> members.put(name, at(name)));
    return members;
  }

  /**
   * Reads the text here; if the reader refuses it, takes note of the mistake and goes on with
   * something harmless.
   */
  <T> T read(Function<String, T> reader, T harmless, String remedy) {
    try {
      return reader.apply(text());
    } catch (RuntimeException refused) {
      mistakes.add(path, String.valueOf(refused.getMessage()), remedy);
      return harmless;
    }
  }

  /** Takes note of a mistake here. */
  void mistake(String problem, String remedy) {
    mistakes.add(path, problem, remedy);
  }
}
