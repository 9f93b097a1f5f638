// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Repository;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code ops/contract/metrics.yaml}, read. */
final class MetricsContract {

  /** Labels that come from the scrape, or from the type, and may stand beside a metric's own. */
  private static final Set<String> ADDED = Set.of("environment", "instance", "job");

  private final Map<String, Metric> metrics = new LinkedHashMap<>();
  private final Map<String, Set<String>> values = new HashMap<>();
  private final Set<String> labels = new HashSet<>();
  private final Set<String> external = new HashSet<>();
  private final List<Double> buckets;

  /** One metric of the contract. */
  record Metric(
      String name, String type, String program, Set<String> labels, Optional<String> quiet) {

    /** The names of its series as Prometheus stores them. */
    Stream<String> series() {
      return type.equals("histogram")
          ? Stream.of(name + "_bucket", name + "_sum", name + "_count")
          : Stream.of(name);
    }
  }

  private MetricsContract(JsonNode yaml) {
    buckets = stream(yaml.get("buckets")).map(JsonNode::asDouble).toList();
    stream(yaml.get("external")).forEach(node -> external.add(node.get("name").asText()));
    yaml.get("labels")
        .fields()
        .forEachRemaining(
            label -> {
              labels.add(label.getKey());
              if (label.getValue().has("values")) {
                values.put(label.getKey(), texts(label.getValue().get("values")));
              }
            });
    stream(yaml.get("metrics")).map(MetricsContract::metric).forEach(this::add);
  }

  static MetricsContract read() {
    return new MetricsContract(Repository.yaml(Repository.path("ops/contract/metrics.yaml")));
  }

  /** The metrics a program emits: gateway, lake, or rule for those Prometheus records. */
  List<Metric> of(String program) {
    return metrics.values().stream().filter(metric -> metric.program().equals(program)).toList();
  }

  /** The metric a stored series belongs to. */
  Optional<Metric> owner(String series) {
    return metrics.values().stream()
        .filter(metric -> metric.series().anyMatch(series::equals))
        .findFirst();
  }

  boolean isExternal(String series) {
    return external.contains(series);
  }

  /** Whether a series of this name may have this label. */
  boolean allows(String series, String label) {
    if (isExternal(series) || ADDED.contains(label)) {
      return true;
    }
    Metric metric = owner(series).orElseThrow();
    return metric.labels().contains(label) || (label.equals("le") && series.endsWith("_bucket"));
  }

  /** Whether some metric has this label. */
  boolean knowsLabel(String label) {
    return labels.contains(label) || ADDED.contains(label) || label.equals("le");
  }

  /** Whether a label may have this value; a label without a list takes any. */
  boolean allowsValue(String label, String value) {
    return !values.containsKey(label) || values.get(label).contains(value);
  }

  /** The upper bounds of every histogram's buckets, in seconds, ascending. */
  List<Double> buckets() {
    return buckets;
  }

  private void add(Metric metric) {
    if (metrics.put(metric.name(), metric) != null) {
      throw new IllegalStateException(metric.name() + " stands twice in metrics.yaml");
    }
  }

  private static Metric metric(JsonNode node) {
    return new Metric(
        node.get("name").asText(),
        node.get("type").asText(),
        node.get("program").asText(),
        texts(node.get("labels")),
        Optional.ofNullable(node.get("quiet")).map(JsonNode::asText));
  }

  private static Set<String> texts(JsonNode list) {
    return Set.copyOf(stream(list).map(JsonNode::asText).toList());
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
