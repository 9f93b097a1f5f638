// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import dev.quotelake.e2e.MetricsPage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a program's metrics page and {@code ops/contract/metrics.yaml} disagree. */
final class EmittedContract {

  private final MetricsContract contract;
  private final String program;
  private final MetricsPage page;
  private final Set<String> mistakes = new HashSet<>();

  /**
   * @param program gateway or lake
   */
  EmittedContract(MetricsContract contract, String program, MetricsPage page) {
    this.contract = contract;
    this.program = program;
    this.page = page;
  }

  /** One sentence for each mistake; empty when all is well. */
  Set<String> mistakes() {
    Set<String> seen = new HashSet<>();
    for (MetricsPage.Series series : page.series()) {
      // Micrometer's maximum of a timer is not part of the contract; other names are not ours.
      if (series.name().startsWith("quotelake_") && !series.name().endsWith("_max")) {
        contract
            .owner(series.name())
            .ifPresentOrElse(
                metric -> {
                  seen.add(metric.name());
                  check(metric, series);
                },
                () -> mistakes.add(series.name() + " is not in the contract"));
      }
    }
    contract.of(program).stream()
        .filter(metric -> metric.quiet().isEmpty() && !seen.contains(metric.name()))
        .forEach(metric -> mistakes.add(metric.name() + " is missing"));
    checkBounds();
    return mistakes;
  }

  private void check(MetricsContract.Metric metric, MetricsPage.Series series) {
    Set<String> labels = new HashSet<>(series.labels().keySet());
    labels.remove("le");
    if (!labels.equals(metric.labels())) {
      mistakes.add(metric.name() + " has labels " + labels + ", not " + metric.labels());
    }
    series
        .labels()
        .forEach(
            (label, value) -> {
              if (!contract.allowsValue(label, value)) {
                mistakes.add(
                    label + "=" + value + " of " + metric.name() + " is not in the contract");
              }
            });
    if (!metric.program().equals(program)) {
      mistakes.add(metric.name() + " belongs to the " + metric.program());
    }
    String type = page.type(metric.name());
    if (!metric.type().equals(type)) {
      mistakes.add(metric.name() + " is a " + type + ", not a " + metric.type());
    }
  }

  /** Each series of each histogram has all buckets, and no others. */
  private void checkBounds() {
    Set<String> bounds = new HashSet<>(Set.of("+Inf"));
    contract.buckets().forEach(bucket -> bounds.add(Double.toString(bucket)));
    Map<List<Object>, Set<String>> found = new HashMap<>();
    for (MetricsPage.Series series : page.series()) {
      if (series.name().startsWith("quotelake_") && series.name().endsWith("_bucket")) {
        Map<String, String> labels = new HashMap<>(series.labels());
        String bound = labels.remove("le");
        found.computeIfAbsent(List.of(series.name(), labels), it -> new HashSet<>()).add(bound);
      }
    }
    found.forEach(
        (histogram, ends) -> {
          if (!ends.equals(bounds)) {
            mistakes.add("buckets of " + histogram + " end at " + ends + ", not at " + bounds);
          }
        });
  }
}
