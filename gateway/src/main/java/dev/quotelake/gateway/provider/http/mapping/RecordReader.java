// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.http.definition.RecordsDefinition.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds the single records in what holds them. */
final class RecordReader {

  private final AnswerLayout layout;
  private final PointerTrie trie;
  private final AnswerBody body;
  private final RecordJudge judge;
  private final Values values;

  private boolean oneObject;
  private boolean found;
  private String problem;

  RecordReader(AnswerLayout layout, AnswerBody body, RecordJudge judge) {
    this.layout = layout;
    this.body = body;
    this.judge = judge;
    trie = layout.record().trie();
    values = layout.record().newValues();
  }

  /** Says that what may be an object or a map is one object. */
  void expectOneObject() {
    oneObject = true;
  }

  /** Why there are no records, or not all of them, if so. */
  Optional<String> problem() {
    if (!found) {
      return Optional.of("there is nothing at " + place() + ", where the records should be");
    }
    return problem != null ? Optional.of(problem) : judge.problem();
  }

  private String place() {
    String pointer = layout.records().at().toString();
    return pointer.isEmpty() ? "the root" : pointer;
  }

  /** Reads all records in the value the parser stands on and leaves the parser at its end. */
  void readAll(JsonParser parser, JsonToken token) throws IOException {
    found = true;
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    Shape shape = layout.records().shape();
    switch (shape) {
      case OBJECT -> readRoot(parser, token);
      case ARRAY -> readArray(parser, token);
      case MAP -> readMap(parser, token);
      case OBJECT_OR_ARRAY -> {
        if (token == JsonToken.START_ARRAY) {
          readArray(parser, token);
        } else {
          readRoot(parser, token);
        }
      }
      case OBJECT_OR_MAP -> {
        if (oneObject) {
          readRoot(parser, token);
        } else {
          readMap(parser, token);
        }
      }
      case COLUMNS -> readColumns(parser, token);
    }
  }

  private void readRoot(JsonParser parser, JsonToken token) throws IOException {
    if (fits(token)) {
      readRecord(parser, token, null, null);
    } else {
      refuse(parser, token, "an object");
    }
  }

  private void readArray(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      refuse(parser, token, "an array");
      return;
    }
    JsonToken element;
    while ((element = parser.nextToken()) != JsonToken.END_ARRAY) {
      if (fits(element)) {
        readRecord(parser, element, null, null);
      } else {
        parser.skipChildren();
        if (element != JsonToken.VALUE_NULL) {
          judge.notARecord(null, element);
        }
      }
    }
  }

  private void readMap(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      refuse(parser, token, "a map of records by symbol");
      return;
    }
    boolean byKey = layout.record().takesSymbolFromKey();
    String key;
    while ((key = parser.nextFieldName()) != null) {
      JsonToken value = parser.nextToken();
      Asked asked = byKey ? judge.find(key) : null;
      if (byKey && asked == null) {
        parser.skipChildren();
        judge.notAsked(key, fits(value));
      } else if (fits(value)) {
        readRecord(parser, value, key, asked);
      } else {
        parser.skipChildren();
        readEntryWithoutRecord(asked, value);
      }
    }
  }

  private void readEntryWithoutRecord(Asked asked, JsonToken value) {
    if (asked != null && value == JsonToken.VALUE_NULL) {
      asked.hear(Asked.Heard.UNKNOWN);
    } else if (asked != null) {
      judge.notARecord(asked, value);
    }
  }

  private void readRecord(JsonParser parser, JsonToken token, String key, Asked asked)
      throws IOException {
    long start = parser.currentTokenLocation().getByteOffset();
    values.clear();
    new TrieWalker(parser, values, null).visit(trie, token);
    judge.judge(values, key, asked, () -> text(start, parser));
  }

  private String text(long start, JsonParser parser) {
    long end = parser.currentLocation().getByteOffset();
    return start < 0 || end < start || end > body.length()
        ? null
        : body.text((int) start, (int) end);
  }

  private void readColumns(JsonParser parser, JsonToken token) throws IOException {
    if (!token.isStructStart()) {
      refuse(parser, token, "an object of columns");
      return;
    }
    Columns columns = new Columns(layout.record(), parser);
    columns.visit(trie, token);
    columns.problem().ifPresentOrElse(what -> problem = what, () -> judge(columns));
  }

  private void judge(Columns columns) {
    List<Values> rows = columns.rows();
    List<String> keys = columns.keys();
    for (int row = 0; row < rows.size(); row++) {
      judge.judge(rows.get(row), keys.isEmpty() ? null : keys.get(row), null, () -> null);
    }
  }

  private boolean fits(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> trie.hasMembers();
      case START_ARRAY -> trie.hasElements();
      case VALUE_NULL -> false;
      default -> trie.slots().length > 0;
    };
  }

  private void refuse(JsonParser parser, JsonToken token, String expected) throws IOException {
    problem = "expected " + expected + " at " + place() + " but found " + Tokens.name(token);
    parser.skipChildren();
  }
}
