// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static org.apache.spark.sql.functions.struct;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Which of two quotes is the later one: by the provider's time, then by the time it was fetched,
 * then by identifier, so that there is always exactly one answer whatever order they arrive in.
 */
final class QuoteOrder {

  static final StructType TYPE =
      StructType.fromDDL("quoted_at timestamp, fetched_at timestamp, event_id string");

  private QuoteOrder() {}

  /**
   * A struct that sorts as the quotes do and carries more of them along.
   *
   * @param type {@link #TYPE} and what it carries
   */
  static Column carrying(StructType type) {
    return struct(Stream.of(type.fieldNames()).map(functions::col).toArray(Column[]::new));
  }
}
