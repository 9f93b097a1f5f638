// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program's page in Prometheus' text format, our own metrics of it. */
final class MetricsPage {

  private static final Pattern TYPE = Pattern.compile("# TYPE (quotelake_\\w+) (\\w+)");
  private static final Pattern LINE = Pattern.compile("(quotelake_\\w+)(?:\\{(.*)})? (\\S+).*");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Map<String, String> types = new HashMap<>();
  private final List<Series> series = new ArrayList<>();

  /** One line of the page. */
  record Series(String name, Map<String, String> labels, double value) {}

  MetricsPage(String text) {
    text.lines().forEach(this::read);
  }

  List<Series> series() {
    return series;
  }

  /** The declared type of a metric; OpenMetrics declares a counter without its _total. */
  String type(String metric) {
    return types.getOrDefault(metric, types.get(metric.replaceFirst("_total$", "")));
  }

  /** The value of one series; 0 when it is not there. */
  double value(String name, Map<String, String> labels) {
    return series.stream()
        .filter(line -> line.name().equals(name) && line.labels().equals(labels))
        .mapToDouble(Series::value)
        .findFirst()
        .orElse(0);
  }

  /** All upper bounds that stand in buckets. */
  Set<String> bounds() {
    Set<String> bounds = new HashSet<>();
    series.stream()
        .filter(line -> line.name().endsWith("_bucket"))
        .forEach(line -> bounds.add(line.labels().get("le")));
    return bounds;
  }

  private void read(String line) {
    Matcher type = TYPE.matcher(line);
    if (type.matches()) {
      types.put(type.group(1), type.group(2));
    }
    Matcher value = LINE.matcher(line);
    if (value.matches()) {
      series.add(
          new Series(value.group(1), labels(value.group(2)), Double.parseDouble(value.group(3))));
    }
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    Matcher found = LABEL.matcher(text == null ? "" : text);
    while (found.find()) {
      labels.put(found.group(1), found.group(2));
    }
    return labels;
  }
}
