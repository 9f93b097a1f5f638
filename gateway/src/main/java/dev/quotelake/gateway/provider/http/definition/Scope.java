// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

/** Where a pointer starts. */
public enum Scope {
  /** At each record. */
  RECORD,
  /** At the whole answer. */
  ANSWER
}
