// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.store;

import dev.quotelake.lake.pipeline.table.PipelineException;
import dev.quotelake.lake.pipeline.table.Segment;
import dev.quotelake.lake.pipeline.table.TableDefinition;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Where the streams keep how far they are.
 *
 * @param root a folder of its own for each set of tables
 */
public record Checkpoints(String root) {

  public String of(Segment segment) {
    return (root.endsWith("/") ? root : root + "/") + segment.streamName();
  }

  /**
   * Refuses to begin from the start of the hub into tables that hold rows of another checkpoint:
   * every record would come twice.
   *
   * @throws PipelineException if it would
   */
  public void refuseForeignTables(SparkSession spark, Tables tables, Segment segment) throws IOException {
    Path offsets = new Path(of(segment), "offsets");
    if (offsets.getFileSystem(spark.sessionState().newHadoopConf()).exists(offsets)) {
      return;
    }
    for (TableDefinition table : segment.tables()) {
      if (!tables.read(spark, table.storedName()).isEmpty()) {
        throw new PipelineException(
            "Table %s holds rows already, but %s is no checkpoint of a stream that wrote them, so all records would be stored twice. Give the --checkpoints and --cut these tables were written with, or another place for the tables."
                .formatted(table.name(), of(segment)));
      }
    }
  }
}
