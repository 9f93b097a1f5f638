// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

/** Is told what becomes of quotes on their way to the hub. Implementations never throw. */
public interface DeliveryObserver {

  /**
   * The hub has answered to a whole batch of one provider.
   *
   * @param fetchedAtMicros when the provider's answer was complete
   */
  void delivered(String provider, PublishReport report, long fetchedAtMicros);

  /** The publisher was closed before the hub took a batch. */
  void lost(String provider, int quotes);

  /** A dead letter is stored. */
  void deadLettered(String reason);

  /** A dead letter was held back by the cap, or its hub did not take it. */
  void deadLetterSuppressed();
}
