// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.yaml;

/** Takes note of mistakes in a definition. */
@FunctionalInterface
interface Mistakes {

  /**
   * Takes note of one.
   *
   * @param path JSON Pointer to what is wrong
   */
  void add(String path, String problem, String remedy);
}
