// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Follows a trie down an answer, filling slots; what no pointer leads to is passed over. */
final class TrieWalker {

  private final JsonParser parser;
  private final Values values;
  private final RecordReader records;

  /**
   * A walk over an answer.
   *
   * @param records takes over where the records are; null to walk on through them
   */
  TrieWalker(JsonParser parser, Values values, RecordReader records) {
    this.parser = parser;
    this.values = values;
    this.records = records;
  }

  /** Visits the value the parser stands on and leaves the parser at its end. */
  void visit(PointerTrie node, JsonToken token) throws IOException {
    for (Slot slot : node.slots()) {
      slot.take(parser, token, values);
    }
    if (records != null && node.isRecords()) {
      records.readAll(parser, token);
    } else if (token == JsonToken.START_OBJECT) {
      visitMembers(node);
    } else if (token == JsonToken.START_ARRAY) {
      visitElements(node);
    }
  }

  private void visitMembers(PointerTrie node) throws IOException {
    if (!node.hasMembers()) {
      parser.skipChildren();
      return;
    }
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      PointerTrie child = node.member(name);
      if (child == null) {
        parser.skipChildren();
      } else {
        visit(child, token);
      }
    }
  }

  private void visitElements(PointerTrie node) throws IOException {
    if (!node.hasElements()) {
      parser.skipChildren();
      return;
    }
    int position = 0;
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      PointerTrie child = node.element(position++);
      if (child == null) {
        parser.skipChildren();
      } else {
        visit(child, token);
      }
    }
  }
}
