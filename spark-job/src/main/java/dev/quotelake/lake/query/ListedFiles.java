// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import dev.quotelake.lake.pipeline.store.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;

/**
 * Names for the stored tables, each as it was when first named, until they are forgotten. Delta
 * replays a table's log in Spark jobs, which take most of the time of a first answer. Here a table
 * is read from the list of its files that Delta writes beside each commit, for tables of up to 50
 * files, unless they are large; others keep their usual names.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#version-checksum-file">
 *     Delta's version checksum file</a>
 */
final class ListedFiles {

  /** In bytes; of larger tables Delta reads only the files that its figures of them leave over. */
  private static final long LARGEST = 128L << 20;

  private final Tables tables;
  private final Map<String, String> views = new HashMap<>();

  ListedFiles(Tables tables) {
    this.tables = tables;
  }

  /** How SQL names the rows of a stored table. */
  String nameOf(String stored) {
    String known = views.get(stored);
    if (known != null) {
      return known;
    }
    Optional<Dataset<Row>> rows = rows(stored);
    if (rows.isEmpty()) {
      return tables.identifier(stored);
    }
    String view = "files_of_" + stored;
    rows.get().createOrReplaceTempView(view);
    views.put(stored, view);
    return view;
  }

  private Optional<Dataset<Row>> rows(String stored) {
    if (!(tables instanceof Tables.Folder folder)) {
      return Optional.empty();
    }
    try {
      return OpenSourceDelta.rows(tables.spark(), new Path(folder.root() + stored));
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }

  /** A class of its own, because Databricks has none of those it is linked to. */
  private static final class OpenSourceDelta {

    static Optional<Dataset<Row>> rows(SparkSession spark, Path table) {
      SparkSession.setActiveSession(spark); // whose rows Delta makes
      var log = DeltaLog.forTableWithSnapshot(spark, table);
      var checksum = log._2().checksumOpt();
      return checksum.isDefined()
              && checksum.get().allFiles().isDefined()
              && checksum.get().tableSizeBytes() <= LARGEST
          ? Optional.of(
              log._1()
                  .createDataFrame(
                      log._2(), checksum.get().allFiles().get(), false, Option.<String>empty()))
          : Optional.empty();
    }
  }

  /** Forgets the names. */
  void forget() {
    views.values().forEach(view -> tables.spark().catalog().dropTempView(view));
    views.clear();
  }
}
