// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.Pointer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What the readers of one record (or of the answer round the records) have taken in: at each
 * reader's index nothing, something that means "no value", a value, or why it cannot be read.
 */
final class FieldValues {

  private static final byte ABSENT = 0;
  private static final byte NONE = 1;
  private static final byte VALUE = 2;
  private static final byte BAD = 3;

  private final Map<Pointer, Integer> pointers;
  private final byte[] states;
  private final long[] numbers;
  private final String[] texts;

  /** Reused by the readers, from number to number and from time to time. */
  final DecimalParser decimal = new DecimalParser();

  final TimeParser time = new TimeParser();

  /**
   * Nothing as yet.
   *
   * @param size of how many readers
   * @param pointers indexes of those that read text
   */
  FieldValues(int size, Map<Pointer, Integer> pointers) {
    this.pointers = pointers;
    states = new byte[size];
    numbers = new long[size];
    texts = new String[size];
  }

  void clear() {
    Arrays.fill(states, ABSENT);
  }

  /** Takes over what others hold and this does not. */
  void fillFrom(FieldValues others) {
    for (int index = 0; index < states.length; index++) {
      if (states[index] == ABSENT) {
        states[index] = others.states[index];
        numbers[index] = others.numbers[index];
        texts[index] = others.texts[index];
      }
    }
  }

  void none(int index) {
    states[index] = NONE;
  }

  void number(int index, long number) {
    states[index] = VALUE;
    numbers[index] = number;
  }

  void text(int index, String text) {
    states[index] = VALUE;
    texts[index] = text;
  }

  /** Keeps why something cannot be read as its text. */
  void bad(int index, String why) {
    states[index] = BAD;
    texts[index] = why;
  }

  boolean has(int index) {
    return states[index] == VALUE;
  }

  boolean isBad(int index) {
    return states[index] == BAD;
  }

  /** The first of these that holds a value, or something unreadable; -1 if none does. */
  int first(int[] indexes) {
    for (int index : indexes) {
      if (states[index] >= VALUE) {
        return index;
      }
    }
    return -1;
  }

  long number(int index) {
    return numbers[index];
  }

  String text(int index) {
    return texts[index];
  }

  /** The text a pointer leads to, if it leads somewhere. */
  Optional<String> text(Pointer pointer) {
    int index = pointers.get(pointer);
    return has(index) ? Optional.of(texts[index]) : Optional.empty();
  }

  /** The first text that one of these leads to. */
  Optional<String> firstText(Collection<Pointer> places) {
    return places.stream().flatMap(place -> text(place).stream()).findFirst();
  }
}
