// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

import dev.quotelake.gateway.provider.http.definition.AnswerDefinition;
import dev.quotelake.gateway.provider.http.definition.CurrencyDefinition;
import dev.quotelake.gateway.provider.http.definition.FieldDefinition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import dev.quotelake.gateway.provider.http.definition.QuoteField;
import dev.quotelake.gateway.provider.http.definition.RecordsDefinition;
import dev.quotelake.gateway.provider.http.definition.RecordsDefinition.Pick;
import dev.quotelake.gateway.provider.http.definition.RecordsDefinition.Shape;
import dev.quotelake.gateway.provider.http.definition.Scope;
import dev.quotelake.gateway.provider.http.definition.StatusSet;
import dev.quotelake.gateway.provider.http.definition.SymbolDefinition;
import dev.quotelake.gateway.provider.http.definition.SymbolDefinition.Source;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads how to read an answer. */
final class AnswerReader {

  private AnswerReader() {}

  static AnswerDefinition read(Section section) {
    Section records = section.at("records");
    return new AnswerDefinition(
        statuses(section.at("success"), "2xx"),
        statuses(section.at("no-content"), "204"),
        charset(section.at("charset")),
        records(records),
        symbol(section.at("symbol"), records),
        fields(section.at("fields")),
        currency(section.at("currency")),
        section.at("time").elements().stream().map(TimeReader::read).toList(),
        ConditionReader.failures(section.at("failures")),
        pointers(section.at("message")));
  }

  private static StatusSet statuses(Section section, String otherwise) {
    return new StatusSet(section.isThere() ? section.texts() : List.of(otherwise));
  }

  private static Optional<Charset> charset(Section section) {
    return section.isThere()
        ? Optional.ofNullable(
            section.read(Charset::forName, null, "name a charset such as utf-8 or iso-8859-1"))
        : Optional.empty();
  }

  static List<Pointer> pointers(Section section) {
    return section.texts().stream().map(Pointer::parse).toList();
  }

  private static RecordsDefinition records(Section section) {
    Shape shape = constant(Shape.class, section.text("shape").orElse("array"));
    Optional<Pointer> objectWhen = section.text("object-when").map(Pointer::parse);
    if (shape == Shape.OBJECT_OR_MAP && objectWhen.isEmpty()) {
      section.mistake(
          "object-or-map cannot be told apart", "add object-when: a pointer only one record has");
    }
    if (shape != Shape.OBJECT_OR_MAP && objectWhen.isPresent()) {
      section.mistake("object-when goes with object-or-map", "remove it or change the shape");
    }
    return new RecordsDefinition(
        Pointer.parse(section.text("at").orElse("")),
        shape,
        objectWhen,
        constant(Pick.class, section.text("pick").orElse("newest")),
        ConditionReader.conditions(section.at("only")),
        ConditionReader.failures(section.at("failures")));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static SymbolDefinition symbol(Section section, Section records) {
    Section from = section.isObject() ? section.at("from") : section;
    List<Source> sources = from.texts().stream().map(AnswerReader::source).toList();
    String shape = records.text("shape").orElse("");
    if (sources.contains(new Source.Key()) && !shape.endsWith("map") && !shape.equals("columns")) {
      from.mistake(
          "only records in a map or in columns have a key",
          "take the symbol from a pointer or from request");
    }
    if (sources.indexOf(new Source.Request()) >= 0
        && sources.indexOf(new Source.Request()) < sources.size() - 1) {
      from.mistake("what follows request is never looked at", "put request last");
    }
    if (sources.indexOf(new Source.Key()) > 0) {
      from.mistake("key is always there, so what follows it counts for nothing", "put key first");
    }
    return new SymbolDefinition(
        sources,
        section.isObject()
            ? RequestReader.spelling(section.at("spelling"))
            : RequestReader.spelling(section.at("-")),
        section.isObject() && section.flag("ignore-case", false));
  }

  private static Source source(String text) {
    return switch (text) {
      case "key" -> new Source.Key();
      case "request" -> new Source.Request();
      default -> new Source.At(Pointer.parse(text));
    };
  }

  private static Map<QuoteField, FieldDefinition> fields(Section section) {
    Map<QuoteField, FieldDefinition> fields = new EnumMap<>(QuoteField.class);
    for (QuoteField field : QuoteField.values()) {
      Section where = section.at(field.key());
      if (where.isThere()) {
        fields.put(field, field(field, where));
      }
    }
    return fields;
  }

  private static FieldDefinition field(QuoteField field, Section section) {
    if (!section.isObject()) {
      return new FieldDefinition(
          pointers(section), Scope.RECORD, BigDecimal.ONE, List.of(), field.isPrice(), '.', "");
    }
    return new FieldDefinition(
        pointers(section.at("at")),
        scope(section),
        section.has("scale")
            ? section
                .at("scale")
                .read(
                    AnswerReader::scale,
                    BigDecimal.ONE,
                    "write a number above 0 with at most 18 digits")
            : BigDecimal.ONE,
        section.at("none").texts(),
        section.text("zero").map("none"::equals).orElse(field.isPrice()),
        section.text("decimal").orElse(".").charAt(0),
        section.text("strip").orElse(""));
  }

  private static BigDecimal scale(String text) {
    BigDecimal scale = new BigDecimal(text).stripTrailingZeros();
    if (scale.signum() <= 0 || scale.precision() > 18 || Math.abs(scale.scale()) > 18) {
      throw new IllegalArgumentException(text + " is no scale");
    }
    return scale;
  }

  static Scope scope(Section section) {
    return section.text("in").map(text -> constant(Scope.class, text)).orElse(Scope.RECORD);
  }

  private static Optional<CurrencyDefinition> currency(Section section) {
    if (!section.isThere()) {
      return Optional.empty();
    }
    if (!section.isObject()) {
      boolean pointer = section.text().startsWith("/");
      return Optional.of(
          new CurrencyDefinition(
              pointer ? Optional.empty() : Optional.of(section.text()),
              pointer ? pointers(section) : List.of(),
              Scope.RECORD,
              Map.of()));
    }
    Map<String, String> minor = new HashMap<>();
    section.at("minor-units").members().forEach((code, whole) -> minor.put(code, whole.text()));
    return Optional.of(
        new CurrencyDefinition(
            section.text("fixed"), pointers(section.at("at")), scope(section), Map.copyOf(minor)));
  }
}
