// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.meter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Identity of one time series: a metric's name and its labels. */
record Series(String name, Map<String, String> labels) {

  /** One line of a metrics page: a series and its value. */
  record Sample(Series series, double value) {}

  /** The samples of a page in the Prometheus text format. */
  static Stream<Sample> read(String page) {
    return page.lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(Series::sample);
  }

  boolean has(String metric, Map<String, String> wanted) {
    return name.equals(metric) && labels.entrySet().containsAll(wanted.entrySet());
  }

  private static Sample sample(String line) {
    int brace = line.indexOf('{');
    int end = brace < 0 ? line.indexOf(' ') : line.lastIndexOf('}') + 1;
    String name = line.substring(0, brace < 0 ? end : brace);
    var labels = brace < 0 ? Map.<String, String>of() : labels(line.substring(brace + 1, end - 1));
    String value = line.substring(end).strip().split(" ", 2)[0];
    return new Sample(new Series(name, labels), number(value));
  }

  /** Our own labels hold no quotes, commas or backslashes. */
  private static Map<String, String> labels(String text) {
    var labels = new LinkedHashMap<String, String>();
    for (String pair : text.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        labels.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).replace("\"", ""));
      }
    }
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
