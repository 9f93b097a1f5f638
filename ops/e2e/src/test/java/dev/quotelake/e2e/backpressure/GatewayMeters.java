// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.backpressure;

import dev.quotelake.e2e.MetricsPage;
import java.util.Map;

/** One reading of the gateway's metrics. */
record GatewayMeters(MetricsPage page) {

  /** Quotes of the market that the hub has acknowledged since the gateway started. */
  double published() {
    return page.sum("quotelake_gateway_quotes_total", Map.of("outcome", "published"));
  }

  /** Quotes asked for or sent and not yet acknowledged. */
  double inFlight() {
    return page.sum("quotelake_gateway_in_flight_quotes", Map.of());
  }

  /** The bound of {@link #inFlight()}. */
  double limit() {
    return page.sum("quotelake_gateway_in_flight_limit_quotes", Map.of());
  }

  /** Requests to providers since the gateway started. */
  double polls() {
    return page.sum("quotelake_gateway_fetch_seconds_count", Map.of());
  }

  /** Heap in use, in bytes. */
  double heap() {
    return page.sum("jvm_memory_used_bytes", Map.of("area", "heap"));
  }
}
