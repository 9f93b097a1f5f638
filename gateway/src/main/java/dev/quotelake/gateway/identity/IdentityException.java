// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import java.io.IOException;

/** No token could be had. Its message says why and what to do, and holds no secret. */
public final class IdentityException extends IOException {

  private static final long serialVersionUID = 1L;

  public IdentityException(String message) {
    super(message);
  }

  public IdentityException(String message, Throwable cause) {
    super(message, cause);
  }
}
