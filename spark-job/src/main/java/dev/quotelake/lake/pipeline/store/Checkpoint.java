// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.Graph;
import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * Where the stream keeps how far it is.
 *
 * @param path a folder of its own for each set of tables
 */
public record Checkpoint(String path) {

  /** The stream's name, which is that of its folder. */
  public static final String STREAM = "quotelake";

  /** The stream's folder in the one that was given for checkpoints. */
  public static Checkpoint in(String root) {
    return new Checkpoint((root.endsWith("/") ? root : root + "/") + STREAM);
  }

  /**
   * Refuses to begin from the start of the hub into tables that hold rows of another checkpoint:
   * every record would come twice.
   *
   * @throws PipelineException if it would
   */
  public void refuseForeignTables(Tables tables, Graph graph) throws IOException {
    Path offsets = new Path(path, "offsets");
    if (offsets.getFileSystem(tables.spark().sessionState().newHadoopConf()).exists(offsets)) {
      return;
    }
    for (TableDefinition table : graph.tables()) {
      if (!tables.read(table.storedName()).isEmpty()) {
        throw new PipelineException(
            "Table %s holds rows already, but %s is no checkpoint of a stream that wrote them, so all records would be stored twice. Give the --checkpoints these tables were written with, or another place for the tables."
                .formatted(table.name(), path));
      }
    }
  }
}
