// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several pointers as one tree: following an answer down it costs one look-up a member. The step
 * {@code *} stands for all members and elements that no other pointer names.
 */
final class PointerTrie {

  private static final String ANY = "*";

  private final Map<String, PointerTrie> members = new HashMap<>();
  private final List<PointerTrie> elements = new ArrayList<>();
  private final List<Slot> slotList = new ArrayList<>();
  private Slot[] slots = new Slot[0];
  private PointerTrie any;
  private boolean records;

  /** Puts a slot where a pointer leads. */
  void add(Pointer pointer, Slot slot) {
    PointerTrie leaf = reach(pointer);
    leaf.slotList.add(slot);
    leaf.slots = leaf.slotList.toArray(Slot[]::new);
  }

  /** Marks where the records are. */
  void markRecords(Pointer pointer) {
    reach(pointer).records = true;
  }

  private PointerTrie reach(Pointer pointer) {
    PointerTrie node = this;
    for (String step : pointer.steps()) {
      node = node.child(step);
    }
    return node;
  }

  private PointerTrie child(String step) {
    PointerTrie child = members.computeIfAbsent(step, name -> new PointerTrie());
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

  /** What lies below a member of an object, or null. */
  PointerTrie member(String name) {
    PointerTrie named = members.get(name);
    return named == null ? any : named;
  }

  /** What lies below an element of an array, or null. */
  PointerTrie element(int position) {
    PointerTrie placed = position < elements.size() ? elements.get(position) : null;
    return placed == null ? any : placed;
  }

  /** The slots that take in the value itself. */
  Slot[] slots() {
    return slots;
  }

  /** Whether the value holds the records. */
  boolean isRecords() {
    return records;
  }

  /** Whether some pointer leads into an object here. */
  boolean hasMembers() {
    return !members.isEmpty();
  }

  /** Whether some pointer leads into an array here. */
  boolean hasElements() {
    return any != null || !elements.isEmpty();
  }
}
