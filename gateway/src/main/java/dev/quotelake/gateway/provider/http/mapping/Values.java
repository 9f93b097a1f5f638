// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import java.util.Arrays;

/** What the slots of one record (or of the answer round the records) have taken in. */
final class Values {

  /** Nothing was there. */
  static final byte ABSENT = 0;

  /** Something that means "no value". */
  static final byte NONE = 1;

  /** A value. */
  static final byte VALUE = 2;

  /** Something that cannot be read; its text says why. */
  static final byte BAD = 3;

  private final byte[] states;
  private final long[] numbers;
  private final String[] texts;
  private final DecimalText decimal = new DecimalText();
  private final TimeText time = new TimeText();

  Values(int slots) {
    states = new byte[slots];
    numbers = new long[slots];
    texts = new String[slots];
  }

  /** A reader of numbers, for slots to use. */
  DecimalText decimal() {
    return decimal;
  }

  /** A reader of times, for slots to use. */
  TimeText time() {
    return time;
  }

  void clear() {
    Arrays.fill(states, ABSENT);
  }

  /** Takes over what others hold and this does not. */
  void fillFrom(Values others) {
    for (int slot = 0; slot < states.length; slot++) {
      if (states[slot] == ABSENT) {
        states[slot] = others.states[slot];
        numbers[slot] = others.numbers[slot];
        texts[slot] = others.texts[slot];
      }
    }
  }

  void none(int slot) {
    states[slot] = NONE;
  }

  void number(int slot, long number) {
    states[slot] = VALUE;
    numbers[slot] = number;
  }

  void text(int slot, String text) {
    states[slot] = VALUE;
    texts[slot] = text;
  }

  void bad(int slot, String why) {
    states[slot] = BAD;
    texts[slot] = why;
  }

  byte state(int slot) {
    return states[slot];
  }

  boolean has(int slot) {
    return states[slot] == VALUE;
  }

  long number(int slot) {
    return numbers[slot];
  }

  String text(int slot) {
    return texts[slot];
  }
}
