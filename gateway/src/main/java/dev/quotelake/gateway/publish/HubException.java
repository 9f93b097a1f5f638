// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

/** The hub cannot be used now. Its message says why and what to do, without secrets. */
public final class HubException extends Exception {

  private static final long serialVersionUID = 1L;

  public HubException(String message) {
    super(message);
  }

  public HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
