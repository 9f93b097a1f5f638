// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The panels and variables of {@code grafana/dashboards}. */
final class Dashboards {

  private Dashboards() {}

  /** A panel that shows something (rows do not), with where it stands. */
  record Panel(String dashboard, JsonNode json) {

    String title() {
      return json.path("title").asText();
    }

    /** Its queries, with Grafana's variables as they are written. */
    List<String> queries() {
      List<String> queries = new ArrayList<>();
      json.path("targets").forEach(target -> queries.add(target.path("expr").asText()));
      return queries;
    }

    @Override
    public String toString() {
      return dashboard + " / " + title();
    }
  }

  static List<Path> files() {
    return Repository.files("grafana/dashboards", ".json");
  }

  static List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    for (Path file : files()) {
      JsonNode dashboard = Repository.json(file);
      for (JsonNode panel : dashboard.get("panels")) {
        if (!panel.get("type").asText().equals("row")) {
          panels.add(new Panel(dashboard.get("title").asText(), panel));
        }
      }
    }
    return panels;
  }
}
