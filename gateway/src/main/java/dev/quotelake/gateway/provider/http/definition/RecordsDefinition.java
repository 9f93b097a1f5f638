// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import dev.quotelake.gateway.provider.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the records of an answer are.
 *
 * @param at what holds them
 * @param shape how it holds them
 * @param objectWhen for {@link Shape#OBJECT_OR_MAP}: the pointer, from {@code at}, that only one
 *     record has
 * @param pick which of several records of one symbol counts
 * @param only records for which one of these does not hold are passed over
 * @param failures records that tell of a failure instead of a quote, by its kind
 */
public record RecordsDefinition(
    Pointer at,
    Shape shape,
    Optional<Pointer> objectWhen,
    Pick pick,
    List<Condition> only,
    Map<ProviderException.Kind, List<Condition>> failures) {

  /** How records lie in an answer. */
  public enum Shape {
    OBJECT,
    ARRAY,
    MAP,
    OBJECT_OR_ARRAY,
    OBJECT_OR_MAP,
    COLUMNS
  }

  /** Which of several records of one symbol counts. */
  public enum Pick {
    NEWEST,
    FIRST,
    LAST
  }
}
