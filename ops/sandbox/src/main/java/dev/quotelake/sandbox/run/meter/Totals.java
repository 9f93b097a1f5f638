// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.meter;

import java.util.HashMap;
import java.util.Map;

/** Counters of one program, added up over its restarts: a counter that falls began anew. */
final class Totals {
  private final Map<Series, Double> before = new HashMap<>();
  private final Map<Series, Double> latest = new HashMap<>();

  void read(String page) {
    Series.read(page)
        .forEach(
            sample -> {
              double last = latest.getOrDefault(sample.series(), 0.0);
              if (sample.value() < last) {
                before.merge(sample.series(), last, Double::sum);
              }
              latest.put(sample.series(), sample.value());
            });
  }

  Map<Series, Double> now() {
    var now = new HashMap<>(latest);
    before.forEach((series, value) -> now.merge(series, value, Double::sum));
    return now;
  }
}
