// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.program;

/** Something the user can mend; the message is one line and says what is wrong and what to do. */
public final class ProgramException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProgramException(String message) {
    super(message);
  }

  public ProgramException(String message, Throwable cause) {
    super(message, cause);
  }
}
