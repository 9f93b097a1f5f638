// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.meter;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program's page of metrics in Prometheus' text format. */
record MetricsPage(String text) {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+).*");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Identity of one time series: a metric's name and its labels. */
  record Series(String name, Map<String, String> labels) {
    boolean has(String metric, Map<String, String> wanted) {
      return name.equals(metric) && labels.entrySet().containsAll(wanted.entrySet());
    }
  }

  /** One line: a series and its value. */
  record Sample(Series series, double value) {}

  Stream<Sample> samples() {
    return text.lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .map(it -> new Sample(series(it.group(1), it.group(2)), number(it.group(3))));
  }

  /** A number as Prometheus writes it. */
  static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  private static Series series(String name, String braces) {
    Map<String, String> labels = new HashMap<>();
    Matcher label = LABEL.matcher(braces == null ? "" : braces);
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return new Series(name, Map.copyOf(labels));
  }
}
