// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A new file for the rows of one answer: CSV, JSON lines or Parquet, as its name ends. Spark writes
 * the rows into a folder beside it, so that they need not fit into memory, and the file is there
 * when all of them are.
 */
public final class AnswerFile implements Queries.Answers {

  private enum Kind {
    CSV,
    JSON,
    PARQUET
  }

  private static final String DELTA_LOG = "_delta_log";

  private final Path file;
  private final Kind kind;
  private boolean written;

  private AnswerFile(Path file, Kind kind) {
    this.file = file.toAbsolutePath();
    this.kind = kind;
  }

  /**
   * Nothing is written yet.
   *
   * @throws QueryException if there is such a file, its name says no known format, or it would lie
   *     in a Delta table
   */
  public static AnswerFile at(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    for (Kind kind : Kind.values()) {
      if (name.endsWith("." + kind.name().toLowerCase(Locale.ROOT))) {
        AnswerFile answer = new AnswerFile(file, kind);
        answer.refuseIfThere();
        answer.refuseInTable();
        return answer;
      }
    }
    throw new QueryException(
        "%s says no format: let the name end in .csv, .json or .parquet".formatted(file));
  }

  private void refuseIfThere() {
    if (Files.exists(file)) {
      throw new QueryException(file + " exists: name a new file, or remove it first");
    }
  }

  /** Delta reads what lies in its log, and removes what it does not know beside it. */
  private void refuseInTable() {
    Path there = file.getParent();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    Path folder = realPath(there);
    for (; folder != null; folder = folder.getParent()) {
      if (folder.endsWith(DELTA_LOG) || Files.isDirectory(folder.resolve(DELTA_LOG))) {
        throw new QueryException(file + " would lie in a Delta table: name a file elsewhere");
      }
    }
  }

  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void take(Dataset<Row> rows) throws IOException {
    if (written) {
      throw new QueryException(
          file + " has the answer before this one: ask one question for each file");
    }
    refuseIfThere();
    Path folder = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      switch (kind) {
        case CSV -> join(RowLines.csv(rows), folder);
        case JSON -> join(RowLines.json(rows), folder);
        case PARQUET -> {
          rows.coalesce(1).write().parquet(folder.toString());
          Files.move(parts(folder).get(0), file);
        }
      }
      written = true;
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private void join(RowLines rows, Path folder) throws IOException {
    rows.lines().write().text(folder.toString());
    Path whole = folder.resolve("whole");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(whole))) {
      if (rows.header().isPresent()) {
        out.write((rows.header().get() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      for (Path part : parts(folder)) {
        Files.copy(part, out);
        Files.delete(part);
      }
    }
    Files.move(whole, file);
  }

  /** What Spark wrote, in the order of the rows. */
  private static List<Path> parts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }
}
