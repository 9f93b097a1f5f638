// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.http.definition.Condition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Several pointers as one tree: following an answer down it costs one look-up a member. The step
 * {@code *} stands for all members and elements that no other pointer names. Each pointer's reader
 * has an index of its own.
 */
final class PointerTrie {

  private static final String ANY = "*";

  private final Node root = new Node();
  private final Map<Pointer, Integer> texts = new HashMap<>();
  private int size;

  /** Puts a reader where a pointer leads and gives its index. */
  int add(Pointer pointer, IntFunction<FieldReader> reader) {
    int index = reserve();
    Node leaf = root.reach(pointer);
    leaf.readers = appended(leaf.readers, reader.apply(index));
    return index;
  }

  private static <T> T[] appended(T[] array, T last) {
    T[] more = Arrays.copyOf(array, array.length + 1);
    more[array.length] = last;
    return more;
  }

  /** An index that no pointer fills. */
  int reserve() {
    return size++;
  }

  /** The index of a pointer's value as text. */
  int text(Pointer pointer) {
    Integer known = texts.get(pointer);
    int index = known == null ? add(pointer, FieldReader.Text::new) : known;
    texts.put(pointer, index);
    return index;
  }

  int[] texts(List<Pointer> pointers) {
    return pointers.stream().mapToInt(this::text).toArray();
  }

  void addTexts(Condition condition) {
    condition.all().flatMap(part -> part.at().stream()).forEach(this::text);
  }

  /** Marks where the records are. */
  void markRecords(Pointer pointer) {
    root.reach(pointer).records = true;
  }

  Node root() {
    return root;
  }

  FieldValues newValues() {
    return new FieldValues(size, texts);
  }

  /** A place that pointers lead to or through. */
  static final class Node {

    private String[] names = {};
    private Node[] members = {};
    private Node[] elements = {};
    private FieldReader[] readers = {};
    private Node any;
    private boolean records;

    private Node reach(Pointer pointer) {
      Node node = this;
      for (String step : pointer.steps()) {
        node = node.child(step);
      }
      return node;
    }

    private Node child(String step) {
      Node known = named(step.intern());
      if (known != null) {
        return known;
      }
      Node child = new Node();
      names = appended(names, step.intern());
      members = appended(members, child);
      if (step.equals(ANY)) {
        any = child;
      }
      if (step.matches("0|[1-9][0-9]{0,2}")) {
        int position = Integer.parseInt(step);
        elements = Arrays.copyOf(elements, Math.max(elements.length, position + 1));
        elements[position] = child;
      }
      return child;
    }

    /** The parser is told to intern names: the same name is the same object. */
    @SuppressWarnings("StringEquality")
    private Node named(String name) {
      for (int i = 0; i < names.length; i++) {
        if (names[i] == name) {
          return members[i];
        }
      }
      return null;
    }

    /** What an interned name leads to; null if nothing. */
    Node member(String name) {
      Node named = named(name);
      return named == null ? any : named;
    }

    /** What a position leads to; null if nothing. */
    Node element(int position) {
      Node placed = position < elements.length ? elements[position] : null;
      return placed == null ? any : placed;
    }

    boolean hasReaders() {
      return readers.length > 0;
    }

    /** Lets the readers make something of the value the parser stands on. */
    void take(JsonParser parser, JsonToken token, FieldValues values) throws IOException {
      for (FieldReader reader : readers) {
        reader.take(parser, token, values);
      }
    }

    boolean isRecords() {
      return records;
    }

    boolean hasMembers() {
      return members.length > 0;
    }

    boolean hasElements() {
      return any != null || elements.length > 0;
    }

    /** Whether some pointer makes something of such a value. */
    boolean fits(JsonToken token) {
      return switch (token) {
        case START_OBJECT -> hasMembers();
        case START_ARRAY -> hasElements();
        case VALUE_NULL -> false;
        default -> hasReaders();
      };
    }
  }

  /** Follows a trie down an answer; what no pointer leads to is passed over. */
  static class Walk {

    final JsonParser parser;
    private final FieldValues values;

    /** A walk that fills these values. */
    Walk(JsonParser parser, FieldValues values) {
      this.parser = parser;
      this.values = values;
    }

    /** Visits the value the parser stands on and leaves the parser at its end. */
    final void visit(Node node, JsonToken token) throws IOException {
      if (takesOver(node, token)) {
        return;
      }
      node.take(parser, token, values);
      if (token == JsonToken.START_OBJECT && node.hasMembers()) {
        visitMembers(node);
      } else if (token == JsonToken.START_ARRAY && node.hasElements()) {
        visitElements(node);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      }
    }

    private void visitMembers(Node node) throws IOException {
      String name;
      while ((name = parser.nextFieldName()) != null) {
        JsonToken token = parser.nextToken();
        Node child = node.member(name);
        if (child == null) {
          parser.skipChildren();
        } else if (token.isScalarValue() && !child.records) {
          child.take(parser, token, values);
        } else {
          visit(child, token);
        }
      }
    }

    private void visitElements(Node node) throws IOException {
      JsonToken token;
      int position = 0;
      while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
        Node child = node.element(position++);
        if (child == null) {
          parser.skipChildren();
        } else {
          visit(child, token);
        }
      }
    }

    /** Whether the walk reads the value in a way of its own, to its end. */
    boolean takesOver(Node node, JsonToken token) throws IOException {
      return false;
    }

    /** What was wrong with the answer, if something was. */
    Optional<String> problem() {
      return Optional.empty();
    }
  }
}
