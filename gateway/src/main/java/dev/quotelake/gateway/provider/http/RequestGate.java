// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.ProviderException;

/** Every request passes it, pages and retries too: where the vendor's allowance is kept. */
@FunctionalInterface
public interface RequestGate {

  /**
   * Lets a request pass, now or after a short wait.
   *
   * @param symbols symbols the request asks for; 0 for a further page
   * @throws ProviderException if the allowance is used up for longer than a short wait
   */
  void pass(int symbols) throws ProviderException;
}
