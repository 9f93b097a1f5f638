// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.quotelake.gateway.provider.http.definition.Condition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import java.io.IOException;
import java.util.ArrayList;
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
    FieldReader[] more = Arrays.copyOf(leaf.readers, leaf.readers.length + 1);
    more[more.length - 1] = reader.apply(index);
    leaf.readers = more;
    return index;
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

    private final Map<String, Node> members = new HashMap<>();
    private final List<Node> elements = new ArrayList<>();
    private FieldReader[] readers = new FieldReader[0];
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
      Node child = members.computeIfAbsent(step, name -> new Node());
      if (step.equals(ANY)) {
        any = child;
      }
      if (step.matches("0|[1-9][0-9]{0,2}")) {
        int position = Integer.parseInt(step);
        while (elements.size() <= position) {
          elements.add(null);
        }
        elements.set(position, child);
      }
      return child;
    }

    private Node member(String name) {
      Node named = members.get(name);
      return named == null ? any : named;
    }

    private Node element(int position) {
      Node placed = position < elements.size() ? elements.get(position) : null;
      return placed == null ? any : placed;
    }

    FieldReader[] readers() {
      return readers;
    }

    boolean isRecords() {
      return records;
    }

    boolean hasMembers() {
      return !members.isEmpty();
    }

    boolean hasElements() {
      return any != null || !elements.isEmpty();
    }

    /** Whether some pointer makes something of such a value. */
    boolean fits(JsonToken token) {
      return switch (token) {
        case START_OBJECT -> hasMembers();
        case START_ARRAY -> hasElements();
        case VALUE_NULL -> false;
        default -> readers.length > 0;
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
      for (FieldReader reader : node.readers) {
        reader.take(parser, token, values);
      }
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
