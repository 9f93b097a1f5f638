// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

/** The user does not want to wait for the end in order. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }
}
