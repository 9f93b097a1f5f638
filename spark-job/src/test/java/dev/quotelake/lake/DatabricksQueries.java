// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Every query of {@code ops/databricks}: the samples, the dashboard's, the alerts'. */
public final class DatabricksQueries {

  private static final Path BUNDLE = Path.of("../ops/databricks");

  private DatabricksQueries() {}

  /** By where each stands; tables are named without catalog and schema. */
  public static Map<String, String> all() throws IOException {
    Map<String, String> queries = new TreeMap<>();
    try (Stream<Path> samples = Files.list(BUNDLE.resolve("sql"))) {
      for (Path sample : samples.toList()) {
        queries.put(sample.getFileName().toString(), Files.readString(sample));
      }
    }
    JsonNode dashboard = new ObjectMapper().readTree(BUNDLE.resolve("lake.lvdash.json").toFile());
    for (JsonNode dataset : dashboard.get("datasets")) {
      StringBuilder query = new StringBuilder();
      dataset.get("queryLines").forEach(line -> query.append(line.asText()));
      queries.put("dashboard " + dataset.get("name").asText(), query.toString());
    }
    alerts().forEach((name, query) -> queries.put("alert " + name, query));
    return queries;
  }

  private static Map<String, String> alerts() throws IOException {
    Map<String, Map<String, Map<String, Map<String, Object>>>> watching =
        new Yaml().load(Files.readString(BUNDLE.resolve("resources/watching.yml")));
    Map<String, String> queries = new TreeMap<>();
    watching
        .get("resources")
        .get("alerts")
        .forEach(
            (name, alert) ->
                queries.put(
                    name,
                    alert
                        .get("query_text")
                        .toString()
                        .replace("${var.catalog}.${var.schema}.", "")));
    if (queries.isEmpty()) {
      throw new IllegalStateException("no alert in " + BUNDLE);
    }
    return queries;
  }

  /** The columns that a dashboard's panels name, by data set. */
  public static Map<String, List<String>> columnsOfPanels() throws IOException {
    Map<String, List<String>> columns = new TreeMap<>();
    JsonNode dashboard = new ObjectMapper().readTree(BUNDLE.resolve("lake.lvdash.json").toFile());
    for (JsonNode item : dashboard.at("/pages/0/layout")) {
      JsonNode query = item.at("/widget/queries/0/query");
      query
          .get("fields")
          .forEach(
              field ->
                  columns
                      .computeIfAbsent(query.get("datasetName").asText(), any -> new ArrayList<>())
                      .add(field.get("name").asText()));
    }
    return columns;
  }
}
