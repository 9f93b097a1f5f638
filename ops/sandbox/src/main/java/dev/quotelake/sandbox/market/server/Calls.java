// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.server;

import java.util.Map;
import java.util.TreeMap;

/** How many calls were answered with which status. */
final class Calls {
  private final Map<Integer, Long> byStatus = new TreeMap<>();

  void count(int status) {
    byStatus.merge(status, 1L, Long::sum);
  }

  Map<Integer, Long> byStatus() {
    return byStatus;
  }
}
