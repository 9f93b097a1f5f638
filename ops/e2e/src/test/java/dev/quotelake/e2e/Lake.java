// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The tables of a run, through {@code ops/query}. */
public record Lake(Path folder, Path data) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The rows that a query gives. */
  public List<JsonNode> rows(String sql) {
    try (var query =
        Command.start(folder, "ops/query", "--data", data.toString(), "--format", "json", sql)) {
      return JSON.readerFor(JsonNode.class).<JsonNode>readValues(query.succeeded()).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first row that a query gives. */
  public JsonNode row(String sql) {
    return rows(sql).get(0);
  }
}
