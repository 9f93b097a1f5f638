// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
    try (var check = command("check")) {
      assertThat(check.succeeded())
          .contains("ok     silver_quotes equals its recomputation")
          .contains("ok     gold_daily_summary equals its recomputation");
    }
  }

  /** Starts one of the job's commands for stored tables. */
  public Command command(String... nameAndArguments) {
    var command =
        new ArrayList<>(
            List.of(
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "@" + Repository.path("spark-job/target/lake.args")));
    command.addAll(List.of(nameAndArguments));
    command.addAll(List.of("--tables", data.resolve("tables").toString()));
    return Command.start(
        folder,
        Path.of(System.getProperty("java.home"), "bin", "java"),
        command.toArray(String[]::new));
  }

  /** The number of the newest commit to a stored table; -1 before there is one. */
  public long newestVersion(String storedName) {
    String[] log = path(storedName).resolve("_delta_log").toFile().list();
    return Stream.of(log == null ? new String[0] : log)
        .filter(file -> file.matches("\\d+\\.json"))
        .mapToLong(file -> Long.parseLong(file.substring(0, file.indexOf('.'))))
        .max()
        .orElse(-1);
  }

  /** How SQL names a stored table as it was in one of its versions. */
  public String version(String storedName, long version) {
    return "delta.`%s` version as of %d".formatted(path(storedName), version);
  }

  private Path path(String storedName) {
    return data.resolve("tables").resolve(storedName);
  }
}
