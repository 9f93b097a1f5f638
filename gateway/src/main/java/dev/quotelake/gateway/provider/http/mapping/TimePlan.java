// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import dev.quotelake.gateway.provider.http.definition.Scope;

/** One way to learn the time of a quote. */
sealed interface TimePlan {

  /** Where its values lie. */
  Scope scope();

  /**
   * Looks for the time.
   *
   * @return the slot that holds the time or says what is wrong with it; {@link FieldPlan#NOWHERE}
   *     if there is none
   */
  int find(Values values);

  /** A slot that reads the time itself. */
  record Direct(Scope scope, int slot) implements TimePlan {

    @Override
    public int find(Values values) {
      return values.state(slot) >= Values.VALUE ? slot : FieldPlan.NOWHERE;
    }
  }

  /**
   * Texts that make up the time together.
   *
   * @param parts slots of the texts
   * @param zone slot of the zone's name, or {@link FieldPlan#NOWHERE}
   * @param result slot that gets the time
   * @param reader makes the time of the text
   */
  record Composed(Scope scope, int[] parts, int zone, int result, ZonedTimeText reader)
      implements TimePlan {

    @Override
    public int find(Values values) {
      StringBuilder text = new StringBuilder();
      for (int part : parts) {
        if (!values.has(part)) {
          return FieldPlan.NOWHERE;
        }
        text.append(text.isEmpty() ? "" : " ").append(values.text(part).strip());
      }
      String zoneName = zone != FieldPlan.NOWHERE && values.has(zone) ? values.text(zone) : null;
      reader.read(text.toString(), zoneName, result, values);
      return values.state(result) >= Values.VALUE ? result : FieldPlan.NOWHERE;
    }
  }
}
