// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

/** A question that cannot be answered. The message says why in a line, and what to do. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public QueryException(String message) {
    super(message);
  }

  QueryException(String message, Throwable cause) {
    super(message, cause);
  }
}
