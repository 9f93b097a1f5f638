// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.Condition;
import dev.quotelake.gateway.provider.http.definition.Pointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Gives pointers their slots and puts them into a trie. */
final class SlotAllocator {

  private final PointerTrie trie = new PointerTrie();
  private final Map<Pointer, Integer> texts = new HashMap<>();
  private int size;

  /** A new slot at a pointer. */
  int add(Pointer pointer, IntFunction<Slot> slot) {
    int index = reserve();
    trie.add(pointer, slot.apply(index));
    return index;
  }

  /** A slot that no pointer fills. */
  int reserve() {
    return size++;
  }

  /** The slot that takes in a pointer's value as text. */
  int text(Pointer pointer) {
    Integer known = texts.get(pointer);
    if (known != null) {
      return known;
    }
    int index = add(pointer, TextSlot::new);
    texts.put(pointer, index);
    return index;
  }

  List<Rule> rules(List<Condition> conditions) {
    return conditions.stream().map(this::rule).toList();
  }

  private Rule rule(Condition condition) {
    return new Rule(
        condition,
        condition.at().map(this::text).orElse(FieldPlan.NOWHERE),
        rules(condition.and()));
  }

  PointerTrie trie() {
    return trie;
  }

  Values values() {
    return new Values(size);
  }

  int size() {
    return size;
  }
}
