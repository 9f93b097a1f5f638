// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.e2e.MetricsPage;
import dev.quotelake.e2e.RunningPipeline;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Questions to a running Prometheus. */
final class PrometheusApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningPipeline pipeline;

  PrometheusApi(RunningPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** One series at one moment. */
  record Sample(Map<String, String> labels, double value) {}

  /** What an expression gives now; without samples that are not a number. */
  List<Sample> query(String expression) {
    String address =
        pipeline.address("prometheus")
            + "api/v1/query?query="
            + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    List<Sample> samples = new ArrayList<>();
    for (JsonNode result : parse(pipeline.get(address)).at("/data/result")) {
      Map<String, String> labels = new HashMap<>();
      result
          .get("metric")
          .fields()
          .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
      double value = MetricsPage.number(result.at("/value/1").asText());
      if (!Double.isNaN(value)) {
        samples.add(new Sample(labels, value));
      }
    }
    return samples;
  }

  /** The one number an expression gives now. */
  double number(String expression, double ifNone) {
    return query(expression).stream().mapToDouble(Sample::value).findFirst().orElse(ifNone);
  }

  /** The names of the alerts that fire now; those of the chain with the hop they blame. */
  List<String> firing() {
    return query("ALERTS{alertstate=\"firing\"}").stream()
        .map(Sample::labels)
        .map(l -> l.get("alertname") + (l.containsKey("hop") ? " " + l.get("hop") : ""))
        .toList();
  }

  /** The rules Prometheus has, by name: how they are ({@code ok}), with its reason if they fail. */
  Map<String, String> rules() {
    Map<String, String> rules = new HashMap<>();
    JsonNode groups = parse(pipeline.get(pipeline.address("prometheus") + "api/v1/rules"));
    for (JsonNode group : groups.at("/data/groups")) {
      for (JsonNode rule : group.get("rules")) {
        String reason = rule.path("lastError").asText();
        String health = (rule.path("health").asText() + " " + reason).strip();
        // One name may stand for several rules: one that fails is not hidden by others.
        rules.merge(rule.path("name").asText(), health, (a, b) -> a.equals("ok") ? b : a);
      }
    }
    return rules;
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }
}
