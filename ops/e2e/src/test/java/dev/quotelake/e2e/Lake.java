// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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

  /**
   * Lets {@code check} prove what the lake promises: among it that silver is what bronze makes of
   * it, and gold what silver does.
   */
  public void assertKeepsItsPromises() {
    try (var check =
        Command.start(
            folder,
            Path.of(System.getProperty("java.home"), "bin", "java"),
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "@" + Repository.path("spark-job/target/lake.args"),
            "check",
            "--tables",
            data.resolve("tables").toString())) {
      assertThat(check.succeeded())
          .contains("ok     silver_quotes equals its recomputation")
          .contains("ok     gold_daily_summary equals its recomputation");
    }
  }
}
