// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import java.util.Optional;

/**
 * A query that people find under a name. Nothing of it is stored, so it costs a micro-batch nothing
 * and is right for the past as well.
 *
 * @param name what people query
 * @param comment what it shows, in a sentence
 * @param over the table whose rows, one a key, are {@code {table}} in the query
 * @param query SQL, as in {@link TableDefinition#published}; {@code {name}} may be a table, a view
 *     before this one, or one of the graph's references
 * @param report SQL for one line of text that {@code check} prints: what is remarkable in the view,
 *     {@code {view}}, with which it ends; the view has the trading day of its table, if that has
 *     one
 */
public record ViewDefinition(
    String name, String comment, String over, String query, Optional<String> report) {

  /** A view of which {@code check} says nothing. */
  public static ViewDefinition of(String name, String comment, String over, String query) {
    return new ViewDefinition(name, comment, over, query, Optional.empty());
  }

  /** The same, of which {@code check} prints a line. */
  public ViewDefinition reporting(String sql) {
    return new ViewDefinition(name, comment, over, query, Optional.of(sql));
  }
}
