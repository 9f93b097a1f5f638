// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import java.time.Instant;

/**
 * A bearer token.
 *
 * @param value the token itself; never printed
 * @param expires when it ends
 */
public record AccessToken(String value, Instant expires) {

  @Override
  public String toString() {
    return "token until " + expires;
  }
}
