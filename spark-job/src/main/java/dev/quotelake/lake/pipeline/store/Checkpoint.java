// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.lake.pipeline.table.EventLog;
import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the stream keeps how far it is. Spark writes a file for each micro-batch into it, named by
 * the batch's number: into {@code offsets} before the batch, into {@code commits} after it.
 *
 * @param path a folder of its own for each set of tables
 */
public record Checkpoint(String path) {

  /** The stream's name, which is that of its folder. */
  public static final String STREAM = "quotelake";

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
  private static final String PROPERTY = "quotelake.checkpoints";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The stream's folder in the one that was given for checkpoints. */
  public static Checkpoint in(String root) {
    return new Checkpoint((root.endsWith("/") ? root : root + "/") + STREAM);
  }

  /**
   * Refuses tables that are not those of this checkpoint: records would come twice into tables that
   * are ahead of it, and never into tables that are behind. Nothing is written.
   *
   * @throws PipelineException if they are not
   */
  public void refuseOtherTables(Tables tables, Graph graph) throws IOException {
    OptionalLong planned = newest(tables, "offsets");
    if (planned.isEmpty()) {
      refuseFilled(tables, graph);
      return;
    }
    String flow = flow(tables);
    long logged = newestLogged(tables, graph, flow);
    refuseBehind(newest(tables, "commits"), logged);
    for (TableDefinition table : existing(tables, graph.readersOf(TableDefinition.HUB))) {
      long held = Math.max(logged, TableHistory.newestBatch(tables, table, flow));
      refuseOfAnother(tables, table, held);
      refuseAhead(table, held, planned.getAsLong());
    }
    refuseGone(tables, graph);
  }

  /** Keeps with the tables where their checkpoint is, so that {@code check} finds it. */
  public void noteIn(Tables tables) throws IOException {
    Path folder = new Path(path);
    tables.set(
        EventLog.NAME, PROPERTY, files(tables, folder).makeQualified(folder).toUri().toString());
  }

  /**
   * The newest micro-batch that is done by the checkpoint the tables were written with.
   *
   * @return nothing if none is, or the checkpoint cannot be seen from here
   */
  public static Optional<BatchId> newestDone(Tables tables) {
    String noted = tables.properties(EventLog.NAME).get(PROPERTY);
    if (noted == null) {
      return Optional.empty();
    }
    Checkpoint checkpoint = new Checkpoint(noted);
    try {
      OptionalLong done = checkpoint.newest(tables, "commits");
      return done.isPresent()
          ? Optional.of(new BatchId(checkpoint.flow(tables), done.getAsLong()))
          : Optional.empty();
    } catch (IOException e) {
      LOG.info("The checkpoints in {} cannot be seen from here: {}", noted, e.toString());
      return Optional.empty();
    }
  }

  private void refuseFilled(Tables tables, Graph graph) {
    for (TableDefinition table : graph.tables()) {
      if (tables.exists(table.storedName()) && !tables.read(table.storedName()).isEmpty()) {
        throw new PipelineException(
            "Table %s holds rows already, but %s is no checkpoint of a stream that wrote them, so all records would be stored twice. Give the --checkpoints these tables were written with, or another place for the tables."
                .formatted(table.name(), path));
      }
    }
  }

  /** In the history of the event log, or in its rows if that does not go back far enough. */
  private static long newestLogged(Tables tables, Graph graph, String flow) {
    if (!tables.exists(EventLog.NAME)) {
      return -1;
    }
    long recent = TableHistory.newestBatch(tables, EventLog.definition(), flow);
    return recent >= 0 ? recent : ConsistentSnapshot.newest(tables, graph).newestBatch(flow);
  }

  private void refuseBehind(OptionalLong done, long logged) {
    if (done.isPresent() && logged < done.getAsLong()) {
      throw new PipelineException(
          "The checkpoints in %s have done batch %d, but the tables know %s of them: they are gone, an older copy, or another job's, and the records between would never be stored. Put the tables back, or begin anew: --checkpoints in a new folder and another place for the tables."
              .formatted(
                  path,
                  done.getAsLong(),
                  logged < 0 ? "no batch" : "only those up to batch " + logged));
    }
  }

  private void refuseOfAnother(Tables tables, TableDefinition table, long held) {
    if (held < 0 && !tables.read(table.storedName()).isEmpty()) {
      throw new PipelineException(
          "Table %s holds rows, but none of the stream of the checkpoints in %s, so all records would be stored twice. Give the --checkpoints these tables were written with, or another place for the tables."
              .formatted(table.name(), path));
    }
  }

  private void refuseAhead(TableDefinition table, long held, long planned) {
    if (held > planned) {
      throw new PipelineException(
          "Table %s holds batch %d already, but the checkpoints in %s only go to batch %d: they are an older copy, and what they read next would be taken for stored. Put the newer checkpoints back, or begin anew: --checkpoints in a new folder and another place for the tables."
              .formatted(table.name(), held, path, planned));
    }
  }

  private static void refuseGone(Tables tables, Graph graph) {
    for (TableDefinition table : graph.tables()) {
      if (existing(tables, table.stored()).size() < table.stored().size()
          && tables.exists(EventLog.NAME)
          && ConsistentSnapshot.newest(tables, graph).hasFilled(table)) {
        throw new PipelineException(
            table.upstream().equals(TableDefinition.HUB)
                ? "Table %s is gone, and the hub forgets what was in it. Put it back, or begin anew: --checkpoints in a new folder and another place for the tables."
                    .formatted(table.name())
                : "Table %s, or its quarantine, is gone. Put it back, or build it anew with: refresh %s"
                    .formatted(table.name(), table.name()));
      }
    }
  }

  private static List<TableDefinition> existing(Tables tables, List<TableDefinition> stored) {
    return stored.stream().filter(table -> tables.exists(table.storedName())).toList();
  }

  /** How batches of this checkpoint are named in the tables: by Spark's identifier of the query. */
  private String flow(Tables tables) throws IOException {
    Path metadata = new Path(path, "metadata");
    try (InputStream in = files(tables, metadata).open(metadata)) {
      return JSON.readTree(in).path("id").asText();
    } catch (FileNotFoundException e) {
      throw new PipelineException(
          "The checkpoints in %s are damaged: the file metadata is missing. Put it back, or begin anew: --checkpoints in a new folder and another place for the tables."
              .formatted(path));
    }
  }

  private OptionalLong newest(Tables tables, String log) throws IOException {
    Path folder = new Path(path, log);
    try {
      return Stream.of(files(tables, folder).listStatus(folder))
          .map(FileStatus::getPath)
          .map(Path::getName)
          .filter(name -> name.matches("\\d{1,18}"))
          .mapToLong(Long::parseLong)
          .max();
    } catch (FileNotFoundException e) {
      return OptionalLong.empty();
    }
  }

  private static FileSystem files(Tables tables, Path path) throws IOException {
    return path.getFileSystem(tables.spark().sessionState().newHadoopConf());
  }
}
