// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish;

import java.util.concurrent.CompletionStage;

/** The way to the hub of dead letters. Safe to call from several threads. */
public interface DeadLetterHub extends AutoCloseable {

  /**
   * Sends one dead letter, once; it is not tried again for longer than the client's own retries.
   *
   * @param key record key, UTF-8
   * @param json the dead letter
   * @return completes when the hub has stored it, exceptionally if it did not
   */
  CompletionStage<Void> send(byte[] key, byte[] json);

  /** Gives up what is not yet acknowledged and frees the connection. */
  @Override
  void close();
}
