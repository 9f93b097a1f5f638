// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records that lie in columns: element i of each array belongs to record i. A value that is no
 * array belongs to all records; columns may be maps, too, and belong together by key. Columns of
 * unequal lengths are refused as a whole, since no one can tell which price belongs to which
 * symbol.
 */
final class Columns {

  /** More rows than any vendor's list of symbols; bounds what an answer can make us keep. */
  private static final int MOST_ROWS = 50_000;

  private final RecordLayout layout;
  private final JsonParser parser;
  private final List<Values> rows = new ArrayList<>();
  private final Values common;
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private int length = -1;
  private String problem;

  Columns(RecordLayout layout, JsonParser parser) {
    this.layout = layout;
    this.parser = parser;
    common = layout.newValues();
  }

  /** Visits the value the parser stands on and leaves the parser at its end. */
  void visit(PointerTrie node, JsonToken token) throws IOException {
    if (node.slots().length > 0 && token == JsonToken.START_ARRAY) {
      readColumn(node);
      return;
    }
    if (node.slots().length > 0 && token == JsonToken.START_OBJECT && !node.hasMembers()) {
      readKeyedColumn(node);
      return;
    }
    for (Slot slot : node.slots()) {
      slot.take(parser, token, common);
    }
    if (token == JsonToken.START_OBJECT && node.hasMembers()) {
      visitMembers(node);
    } else if (token == JsonToken.START_ARRAY && node.hasElements()) {
      visitElements(node);
    } else {
      parser.skipChildren();
    }
  }

  private void visitMembers(PointerTrie node) throws IOException {
    String name;
    while ((name = parser.nextFieldName()) != null) {
      visitChild(node.member(name), parser.nextToken());
    }
  }

  private void visitElements(PointerTrie node) throws IOException {
    JsonToken token;
    int position = 0;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      visitChild(node.element(position++), token);
    }
  }

  private void visitChild(PointerTrie child, JsonToken token) throws IOException {
    if (child == null) {
      parser.skipChildren();
    } else {
      visit(child, token);
    }
  }

  private void readColumn(PointerTrie node) throws IOException {
    int row = 0;
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      take(node, token, row++);
    }
    check(row);
  }

  /** A column that says by key which record each of its values belongs to. */
  private void readKeyedColumn(PointerTrie node) throws IOException {
    String key;
    while ((key = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      Integer known = keys.putIfAbsent(key, keys.size());
      take(node, token, known == null ? keys.size() - 1 : known);
    }
  }

  private void take(PointerTrie node, JsonToken token, int row) throws IOException {
    if (row == rows.size() && row < MOST_ROWS) {
      rows.add(layout.newValues());
    }
    if (row < rows.size()) {
      for (Slot slot : node.slots()) {
        slot.take(parser, token, rows.get(row));
      }
    }
    parser.skipChildren();
  }

  private void check(int rowsOfColumn) {
    if (rowsOfColumn > MOST_ROWS) {
      problem = "a column has more than " + MOST_ROWS + " values";
    } else if (length >= 0 && rowsOfColumn != length) {
      problem = "the columns have unequal lengths: " + length + " and " + rowsOfColumn;
    }
    length = rowsOfColumn;
  }

  Optional<String> problem() {
    if (length >= 0 && !keys.isEmpty()) {
      return Optional.of("some columns are arrays and some are maps");
    }
    if (keys.size() > MOST_ROWS) {
      return Optional.of("a column has more than " + MOST_ROWS + " values");
    }
    return Optional.ofNullable(problem);
  }

  /** The records, or one record if no value was an array. */
  List<Values> rows() {
    if (length < 0 && keys.isEmpty()) {
      return List.of(common);
    }
    rows.forEach(row -> row.fillFrom(common));
    return rows;
  }

  /** The keys of the records in their order, if the columns have keys; else none. */
  List<String> keys() {
    return List.copyOf(keys.keySet());
  }
}
