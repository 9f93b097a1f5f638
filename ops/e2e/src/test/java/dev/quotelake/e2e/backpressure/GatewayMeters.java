// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.backpressure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One reading of the gateway's metrics. */
record GatewayMeters(String page) {

  private static final Pattern LINE =
      Pattern.compile("^(\\w+)(?:\\{(.*)})? (\\S+)$", Pattern.MULTILINE);

  /** Quotes of the market that the hub has acknowledged since the gateway started. */
  double published() {
    return sum("quotelake_gateway_quotes_total", "outcome=\"published\"");
  }

  /** Quotes asked for or sent and not yet acknowledged. */
  double inFlight() {
    return sum("quotelake_gateway_in_flight_quotes", "");
  }

  /** The bound of {@link #inFlight()}. */
  double limit() {
    return sum("quotelake_gateway_in_flight_limit_quotes", "");
  }

  /** Requests to providers since the gateway started. */
  double polls() {
    return sum("quotelake_gateway_fetch_seconds_count", "");
  }

  /** Heap in use, in bytes. */
  double heap() {
    return sum("jvm_memory_used_bytes", "area=\"heap\"");
  }

  private double sum(String name, String label) {
    Matcher line = LINE.matcher(page);
    double sum = 0;
    while (line.find()) {
      String labels = line.group(2) == null ? "" : line.group(2);
      if (line.group(1).equals(name) && labels.contains(label)) {
        sum += Double.parseDouble(line.group(3));
      }
    }
    return sum;
  }
}
