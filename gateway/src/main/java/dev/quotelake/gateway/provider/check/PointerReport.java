// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.check;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Format;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Records;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.Pointer.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which pointers of a definition lead to nothing in any record of an answer, and what is there
 * instead. Reads the answer once more as a tree, so only for people.
 */
final class PointerReport {

  private static final int MOST_NAMES = 30;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private final AnswerDefinition definition;
  private final List<JsonNode> answers;
  private final List<JsonNode> records;
  private final List<String> lines = new ArrayList<>();

  private PointerReport(AnswerDefinition definition, List<JsonNode> answers) {
    this.definition = definition;
    this.answers = answers;
    records = answers.stream().flatMap(this::records).filter(JsonNode::isContainerNode).toList();
  }

  /** A line for each such pointer; none if the answer cannot be read or holds no records. */
  static List<String> of(AnswerDefinition definition, byte[] body) {
    try {
      PointerReport report = new PointerReport(definition, answers(definition.format(), body));
      if (!report.records.isEmpty()) {
        report.look();
      }
      return report.lines;
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static List<JsonNode> answers(Format format, byte[] body) throws IOException {
    return switch (format.type()) {
      case JSON -> List.of(JSON.readTree(body));
      case NDJSON -> JSON.readerFor(JsonNode.class).<JsonNode>readValues(body).readAll();
      case CSV -> List.of(table(format, body));
    };
  }

  private static JsonNode table(Format format, byte[] body) throws IOException {
    CsvSchema rows = CsvSchema.emptySchema().withColumnSeparator(format.separator());
    CsvMapper csv =
        CsvMapper.builder()
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.IGNORE_TRAILING_UNMAPPABLE)
            .build();
    ArrayNode table = JsonNodeFactory.instance.arrayNode();
    csv.readerFor(JsonNode.class)
        .with(format.header() ? rows.withHeader() : rows)
        .with(CsvParser.Feature.WRAP_AS_ARRAY)
        .<JsonNode>readValues(body)
        .readAll()
        .forEach(table::add);
    return table;
  }

  private Stream<JsonNode> records(JsonNode answer) {
    Records where = definition.records();
    JsonNode at = answer.at(where.at().toString());
    boolean one =
        switch (where.shape()) {
          case OBJECT, COLUMNS -> true;
          case ARRAY, MAP -> false;
          case OBJECT_OR_ARRAY -> !at.isArray();
          case OBJECT_OR_MAP -> !at.at(where.objectWhen().orElseThrow().toString()).isMissingNode();
        };
    return one ? Stream.of(at) : StreamSupport.stream(at.spliterator(), false);
  }

  private void look() {
    look("symbol", Scope.RECORD, definition.symbol().pointers());
    definition.fields().forEach((field, where) -> look(field.key(), where.in(), where.pointers()));
    definition.currency().ifPresent(where -> look("currency", where.in(), where.at()));
    definition.market().ifPresent(where -> look("market", where.in(), where.at()));
    definition
        .time()
        .forEach(
            where -> {
              look("time", where.in(), where.join());
              look("time", where.in(), where.zoneAt().stream().toList());
            });
  }

  private void look(String name, Scope scope, List<Pointer> pointers) {
    for (Pointer pointer : pointers) {
      follow(name, scope == Scope.RECORD ? records : answers, pointer);
    }
  }

  private void follow(String name, List<JsonNode> from, Pointer pointer) {
    List<JsonNode> here = from;
    List<String> done = new ArrayList<>();
    for (String step : pointer.steps()) {
      List<JsonNode> next = here.stream().flatMap(node -> children(node, step)).toList();
      if (next.isEmpty()) {
        String place = done.isEmpty() ? "" : " at " + new Pointer(done);
        lines.add(name + "  " + pointer + " is in no record;" + place + " there " + names(here));
        return;
      }
      done.add(step);
      here = next;
    }
  }

  private static Stream<JsonNode> children(JsonNode node, String step) {
    if (step.equals("*")) {
      return StreamSupport.stream(node.spliterator(), false);
    }
    JsonNode child =
        node.isArray() && step.matches("[0-9]{1,6}")
            ? node.path(Integer.parseInt(step))
            : node.isObject() ? node.path(step) : MissingNode.getInstance();
    return child.isMissingNode() ? Stream.empty() : Stream.of(child);
  }

  private static String names(List<JsonNode> nodes) {
    List<String> names =
        nodes.stream()
            .flatMap(node -> node.propertyStream().map(member -> member.getKey()))
            .distinct()
            .limit(MOST_NAMES)
            .toList();
    int elements =
        nodes.stream().filter(JsonNode::isArray).mapToInt(JsonNode::size).max().orElse(0);
    return names.isEmpty()
        ? elements > 0 ? "are positions 0 to " + (elements - 1) : "is nothing below"
        : names.stream().collect(Collectors.joining(", ", "is ", ""));
  }
}
