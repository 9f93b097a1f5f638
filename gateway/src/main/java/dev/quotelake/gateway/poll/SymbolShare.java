// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

/** Which symbols are this replica's to poll. Answers may change at any time. */
@FunctionalInterface
public interface SymbolShare {

  /** A gateway on its own polls everything. */
  SymbolShare ALL = symbol -> true;

  /** Whether this replica polls the symbol now. */
  boolean mine(String symbol);
}
