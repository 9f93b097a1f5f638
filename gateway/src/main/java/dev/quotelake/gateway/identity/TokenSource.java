// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

/** Where tokens come from. Implementations are safe to call from several threads. */
public interface TokenSource {

  /**
   * A token that is good for some minutes at least.
   *
   * @param resource what it is to open, as {@code https://NAMESPACE.servicebus.windows.net}
   */
  AccessToken token(String resource) throws IdentityException;
}
