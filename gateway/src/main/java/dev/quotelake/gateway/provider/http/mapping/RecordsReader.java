// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.http.definition.AnswerDefinition.Shape;
import dev.quotelake.gateway.provider.http.mapping.BatchBuilder.Outcome;
import dev.quotelake.gateway.provider.http.mapping.BatchBuilder.RequestedSymbol;
import dev.quotelake.gateway.provider.http.mapping.PointerTrie.Node;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Walks through an answer and finds the single records in what holds them. */
final class RecordsReader extends PointerTrie.Walk {

  private final Shape shape;
  private final AnswerBody body;
  private final RecordMapper records;
  private final PointerTrie trie;
  private final FieldValues values;
  private final PointerTrie.Walk walk;
  private final Supplier<String> text = this::text;

  private long start;
  private boolean found;
  private Optional<String> problem = Optional.empty();

  /**
   * Reads the records of one answer.
   *
   * @param answer takes in what lies round the records
   * @param shape how they lie, with {@link Shape#OBJECT_OR_MAP} decided
   */
  RecordsReader(
      JsonParser parser, FieldValues answer, Shape shape, AnswerBody body, RecordMapper records) {
    super(parser, answer);
    this.shape = shape;
    this.body = body;
    this.records = records;
    trie = records.trie();
    values = trie.newValues();
    walk = new PointerTrie.Walk(parser, values);
  }

  @Override
  Optional<String> problem() {
    if (!found) {
      return Optional.of(
          "there is nothing at " + records.place() + ", where the records should be");
    }
    return problem.or(records::problem);
  }

  @Override
  boolean takesOver(Node node, JsonToken token) throws IOException {
    if (node.isRecords()) {
      found = true;
      if (token != JsonToken.VALUE_NULL) {
        readAll(token);
      }
    }
    return node.isRecords();
  }

  private void readAll(JsonToken token) throws IOException {
    switch (shape) {
      case OBJECT -> readOne(token);
      case ARRAY -> readArray(token);
      case OBJECT_OR_ARRAY -> {
        if (token == JsonToken.START_ARRAY) {
          readArray(token);
        } else {
          readOne(token);
        }
      }
      case MAP, OBJECT_OR_MAP -> readMap(token);
      case COLUMNS -> readColumns(token);
    }
  }

  private void readOne(JsonToken token) throws IOException {
    if (trie.root().fits(token)) {
      readRecord(token);
      records.map(values, (String) null, text);
    } else {
      refuse(token, "an object");
    }
  }

  private void readArray(JsonToken token) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      refuse(token, "an array");
      return;
    }
    JsonToken element;
    while ((element = parser.nextToken()) != JsonToken.END_ARRAY) {
      if (trie.root().fits(element)) {
        readRecord(element);
        records.map(values, (String) null, text);
      } else {
        parser.skipChildren();
        if (element != JsonToken.VALUE_NULL) {
          records.notARecord(Optional.empty(), element);
        }
      }
    }
  }

  private void readMap(JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      refuse(token, "a map of records by symbol");
      return;
    }
    String key;
    while ((key = parser.nextFieldName()) != null) {
      JsonToken value = parser.nextToken();
      if (records.symbolIsKey()) {
        readEntry(key, value);
      } else if (trie.root().fits(value)) {
        readRecord(value);
        records.map(values, key, text);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readEntry(String key, JsonToken value) throws IOException {
    Optional<RequestedSymbol> symbol = records.find(key);
    boolean fits = trie.root().fits(value);
    if (symbol.isPresent() && fits) {
      readRecord(value);
      records.map(values, symbol.get(), text);
      return;
    }
    parser.skipChildren();
    if (symbol.isEmpty()) {
      records.notRequested(key, fits);
    } else if (value == JsonToken.VALUE_NULL) {
      symbol.get().is(Outcome.UNKNOWN);
    } else {
      records.notARecord(symbol, value);
    }
  }

  private void readRecord(JsonToken token) throws IOException {
    start = parser.currentTokenLocation().getByteOffset();
    values.clear();
    walk.visit(trie.root(), token);
  }

  private String text() {
    long end = parser.currentLocation().getByteOffset();
    return start < 0 || end < start || end > body.length()
        ? null
        : body.text((int) start, (int) end);
  }

  private void readColumns(JsonToken token) throws IOException {
    if (!token.isStructStart()) {
      refuse(token, "an object of columns");
      return;
    }
    ColumnsReader columns = new ColumnsReader(parser, trie, values);
    columns.visit(trie.root(), token);
    problem = columns.problem();
    if (problem.isEmpty()) {
      List<FieldValues> rows = columns.rows();
      List<String> keys = columns.keys();
      for (int row = 0; row < rows.size(); row++) {
        records.map(rows.get(row), keys.isEmpty() ? null : keys.get(row), () -> null);
      }
    }
  }

  private void refuse(JsonToken token, String expected) throws IOException {
    problem =
        Optional.of(
            "expected "
                + expected
                + " at "
                + records.place()
                + " but found "
                + FieldReader.name(token));
    parser.skipChildren();
  }
}
