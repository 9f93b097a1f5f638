// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.Scope;

/**
 * The slots that may hold one thing, in the order of preference.
 *
 * @param scope whether they lie in the record or in the answer round it
 * @param slots their indexes
 */
record FieldPlan(Scope scope, int[] slots) {

  /** No slot found. */
  static final int NOWHERE = -1;

  /** The values its slots lie in. */
  Values of(Values record, Values answer) {
    return scope == Scope.RECORD ? record : answer;
  }

  /** The first slot that holds a value or something unreadable; {@link #NOWHERE} without one. */
  int find(Values values) {
    for (int slot : slots) {
      if (values.state(slot) >= Values.VALUE) {
        return slot;
      }
    }
    return NOWHERE;
  }
}
