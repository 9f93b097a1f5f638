// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider;

import java.time.Duration;
import java.util.Optional;

/** A request to a provider that failed as a whole. Its message never holds a secret. */
public final class ProviderException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What went wrong, by what may heal it. */
  public enum Kind {
    /** Too many requests for now. */
    RATE_LIMITED,
    /** The day's, month's or plan's allowance is used up. */
    QUOTA_EXHAUSTED,
    /** The key is missing or wrong. */
    UNAUTHENTICATED,
    /** The plan does not include this. */
    NOT_IN_PLAN,
    /** None of the symbols is known. */
    UNKNOWN_SYMBOL,
    /** The provider refuses the request because of a symbol's form. */
    MALFORMED_SYMBOL,
    /** The answer is not what the definition says. */
    MALFORMED_ANSWER,
    /** No answer, or one that says the provider is not well. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final transient Optional<Duration> coolDown;

  /** A failure after which the caller decides when to ask again. */
  public ProviderException(Kind kind, String message) {
    this(kind, message, Optional.empty(), null);
  }

  /**
   * @param coolDown how long the provider wants to be left alone, if it said so
   * @param cause what lies beneath, or null
   */
  public ProviderException(
      Kind kind, String message, Optional<Duration> coolDown, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.coolDown = coolDown;
  }

  public Kind kind() {
    return kind;
  }

  /** How long the provider wants to be left alone, if it said so. */
  public Optional<Duration> coolDown() {
    return coolDown;
  }
}
