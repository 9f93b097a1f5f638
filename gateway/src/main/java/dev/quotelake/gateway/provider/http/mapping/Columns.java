// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records that lie in columns: element i of each array belongs to record i. A value that is no
 * array belongs to all records. Columns of unequal lengths are refused as a whole, since no one can
 * tell which price belongs to which symbol.
 */
final class Columns {

  /** More rows than any vendor's list of symbols; bounds what an answer can make us keep. */
  private static final int MOST_ROWS = 50_000;

  private final RecordLayout layout;
  private final JsonParser parser;
  private final List<Values> rows = new ArrayList<>();
  private final Values common;
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
      if (row == rows.size() && row < MOST_ROWS) {
        rows.add(layout.newValues());
      }
      if (row < rows.size()) {
        for (Slot slot : node.slots()) {
          slot.take(parser, token, rows.get(row));
        }
      }
      parser.skipChildren();
      row++;
    }
    check(row);
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
    return Optional.ofNullable(problem);
  }

  /** The records, or one record if no value was an array. */
  List<Values> rows() {
    if (length < 0) {
      return List.of(common);
    }
    rows.forEach(row -> row.fillFrom(common));
    return rows;
  }
}
