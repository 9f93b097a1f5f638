// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.table;

import java.util.Locale;
import java.util.Optional;

/**
 * What must be true of a row: a name, a SQL predicate over the columns the table's transform gives,
 * and what happens to a row that fails. A predicate that is neither true nor false counts as
 * failed.
 *
 * @param name unique within the table
 * @param predicate SQL
 * @param action what happens to a row that fails
 * @param requires the expectation without which this one cannot be validated: rows that fail it are
 *     neither passed nor failed here
 */
public record Expectation(String name, String predicate, Action action, Optional<String> requires) {

  /** What happens to a row that fails. */
  public enum Action {
    /** It is stored, counted, and named in the row's warnings. */
    WARN,
    /** It is kept out of the table and goes to quarantine, if the table has one. */
    DROP,
    /** The flow stops before the batch is written. */
    FAIL;

    /** As tables, plans and people write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Stored and counted when it fails; validated on the rows that are kept. */
  public static Expectation warn(String name, String predicate) {
    return new Expectation(name, predicate, Action.WARN, Optional.empty());
  }

  /** Kept out of the table when it fails. */
  public static Expectation drop(String name, String predicate) {
    return new Expectation(name, predicate, Action.DROP, Optional.empty());
  }

  /** Stops the flow when it fails. */
  public static Expectation fail(String name, String predicate) {
    return new Expectation(name, predicate, Action.FAIL, Optional.empty());
  }

  /** The same, validated only on rows that pass another expectation. */
  public Expectation ifPassed(String other) {
    return new Expectation(name, predicate, action, Optional.of(other));
  }
}
