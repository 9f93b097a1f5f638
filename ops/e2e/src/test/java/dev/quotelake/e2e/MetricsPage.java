// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program's page of metrics in Prometheus' text format. */
public final class MetricsPage {

  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+).*");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Map<String, String> types = new HashMap<>();
  private final List<Series> series = new ArrayList<>();

  /** One line of the page. */
  public record Series(String name, Map<String, String> labels, double value) {}

  public MetricsPage(String text) {
    text.lines().forEach(this::read);
  }

  public List<Series> series() {
    return series;
  }

  /** The declared type of a metric; OpenMetrics declares a counter without its _total. */
  public String type(String metric) {
    return types.getOrDefault(metric, types.get(metric.replaceFirst("_total$", "")));
  }

  /** The sum of the series that have these labels, and maybe others; 0 when there is none. */
  public double sum(String name, Map<String, String> labels) {
    return series.stream()
        .filter(line -> line.name().equals(name))
        .filter(line -> line.labels().entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Series::value)
        .sum();
  }

  /** A number as Prometheus writes it. */
  public static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  private void read(String line) {
    Matcher type = TYPE.matcher(line);
    if (type.matches()) {
      types.put(type.group(1), type.group(2));
    }
    Matcher value = LINE.matcher(line);
    if (value.matches()) {
      series.add(new Series(value.group(1), labels(value.group(2)), number(value.group(3))));
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
