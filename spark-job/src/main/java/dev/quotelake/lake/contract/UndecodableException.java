// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.contract;

/**
 * A record that is not a quote event this reader knows. Its message is the reason stored in
 * quarantine; it has no stack trace, because a flood of such records is an expected input.
 */
public final class UndecodableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UndecodableException(String reason) {
    super(reason, null, false, false);
  }
}
