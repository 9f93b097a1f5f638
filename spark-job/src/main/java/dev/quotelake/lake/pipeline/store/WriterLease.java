// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Says which process writes the tables of a stream: the one that was started last. Its name stands
 * in a file beside the stream's checkpoint, which the {@link PreCommitCheck} of each write looks
 * at. A process that was taken for dead may be past it when another takes over; so whoever takes
 * over also changes a property of each table, and Delta refuses every write that had begun before.
 */
public final class WriterLease {

  private static final String FILE = "writer";
  static final String PROPERTY = "quotelake.writer";

  private final FileSystem files;
  private final Path file;
  private final String name = UUID.randomUUID().toString();

  private WriterLease(FileSystem files, Path file) {
    this.files = files;
    this.file = file;
  }

  /** Takes a stream over from whoever wrote its tables before. */
  public static WriterLease take(Tables tables, Graph graph, Checkpoint checkpoint)
      throws IOException {
    Path file = new Path(checkpoint.path(), FILE);
    WriterLease lease =
        new WriterLease(file.getFileSystem(tables.spark().sessionState().newHadoopConf()), file);
    try (FSDataOutputStream out = lease.files.create(file, true)) {
      out.write(lease.name.getBytes(StandardCharsets.UTF_8));
    }
    Parallel.run(
        graph.allStored().stream()
            .<Runnable>map(table -> () -> tables.set(table.storedName(), PROPERTY, lease.name))
            .toList());
    return lease;
  }

  /**
   * Lets a write go on.
   *
   * @throws PipelineException if another process has taken over
   */
  public void refuseIfLost() {
    try (FSDataInputStream in = files.open(file)) {
      if (new String(in.readAllBytes(), StandardCharsets.UTF_8).equals(name)) {
        return;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new PipelineException(
        "Another job was started with the checkpoints in %s and has taken over. This one stops; what it was writing is written by the other. Run one job for each set of checkpoints."
            .formatted(file.getParent()));
  }
}
