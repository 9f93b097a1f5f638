// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.quote;

/** Whose clock a quote's time is. */
public enum QuotedAtSource {
  /** The provider said when it quoted. */
  PROVIDER,
  /** The provider gave no time; the moment of receipt stands for it. */
  GATEWAY
}
