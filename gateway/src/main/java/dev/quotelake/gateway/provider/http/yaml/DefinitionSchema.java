// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Checks a definition against the published JSON Schema and puts the outcome in plain words. */
final class DefinitionSchema {

  private static final String RESOURCE = "/providers/provider-definition.schema.json";

  private DefinitionSchema() {}

  static void check(JsonNode definition, Mistakes mistakes) {
    for (ValidationMessage message : load().validate(definition)) {
      mistakes.add(path(message), problem(message), remedy(message));
    }
  }

  private static JsonSchema load() {
    try (InputStream schema = DefinitionSchema.class.getResourceAsStream(RESOURCE)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              schema, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String path(ValidationMessage message) {
    String holder = message.getInstanceLocation().toString();
    return isUnknownName(message) ? holder + "/" + message.getProperty() : holder;
  }

  private static boolean isUnknownName(ValidationMessage message) {
    return message.getType().equals("additionalProperties");
  }

  private static String problem(ValidationMessage message) {
    return switch (message.getType()) {
      case "additionalProperties" -> "there is no '" + message.getProperty() + "' here";
      case "required" -> "'" + message.getProperty() + "' is missing";
      case "enum" -> message.getInstanceNode() + " is not allowed";
      case "pattern" -> message.getInstanceNode() + " has the wrong form";
      default -> message.getError();
    };
  }

  private static String remedy(ValidationMessage message) {
    JsonNode schema = message.getSchemaNode();
    return switch (message.getType()) {
      case "additionalProperties" -> "remove it, or use one of " + names(message);
      case "required" -> "add it";
      case "enum" -> "write one of " + list(schema);
      default -> "see the description in PROVIDERS.md";
    };
  }

  private static String names(ValidationMessage message) {
    List<String> names = new ArrayList<>();
    message.getSchemaNode().fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }

  private static String list(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return String.join(", ", texts);
  }
}
