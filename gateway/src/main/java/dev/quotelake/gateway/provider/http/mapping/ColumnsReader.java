// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.http.mapping.PointerTrie.Node;
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
final class ColumnsReader extends PointerTrie.Walk {

  /** More rows than any vendor's list of symbols; bounds what an answer can make us keep. */
  private static final int MOST_ROWS = 50_000;

  private final PointerTrie trie;
  private final FieldValues common;
  private final List<FieldValues> rows = new ArrayList<>();
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private int length = -1;
  private Optional<String> problem = Optional.empty();

  /** Reads into rows; what is no column goes to {@code common}. */
  ColumnsReader(JsonParser parser, PointerTrie trie, FieldValues common) {
    super(parser, common);
    this.trie = trie;
    this.common = common;
  }

  @Override
  boolean takesOver(Node node, JsonToken token) throws IOException {
    boolean column = node.hasReaders();
    if (column && token == JsonToken.START_ARRAY) {
      readColumn(node);
    } else if (column && token == JsonToken.START_OBJECT && !node.hasMembers()) {
      readKeyedColumn(node);
    } else {
      column = false;
    }
    return column;
  }

  private void readColumn(Node node) throws IOException {
    int row = 0;
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      take(node, token, row++);
    }
    if (row > MOST_ROWS) {
      problem = Optional.of("a column has more than " + MOST_ROWS + " values");
    } else if (length >= 0 && row != length) {
      problem = Optional.of("the columns have unequal lengths: " + length + " and " + row);
    }
    length = row;
  }

  /** A column that says by key which record each of its values belongs to. */
  private void readKeyedColumn(Node node) throws IOException {
    String key;
    while ((key = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      Integer known = keys.putIfAbsent(key, keys.size());
      take(node, token, known == null ? keys.size() - 1 : known);
    }
  }

  private void take(Node node, JsonToken token, int row) throws IOException {
    if (row == rows.size() && row < MOST_ROWS) {
      rows.add(trie.newValues());
    }
    if (row < rows.size()) {
      node.take(parser, token, rows.get(row));
    }
    parser.skipChildren();
  }

  @Override
  Optional<String> problem() {
    if (length >= 0 && !keys.isEmpty()) {
      return Optional.of("some columns are arrays and some are maps");
    }
    return keys.size() > MOST_ROWS
        ? Optional.of("a column has more than " + MOST_ROWS + " values")
        : problem;
  }

  /** The records, or one record if no value was an array. */
  List<FieldValues> rows() {
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
