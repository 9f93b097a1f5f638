// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.disk;

import java.util.Map;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * {@link DiskFiles} behind Hadoop's {@code FileSystem}. No checksum file lies beside each file:
 * those that could notice damage, Parquet pages and Delta's commits, are read as on any object
 * store.
 */
public final class Disk extends LocalFileSystem {

  /** What makes Spark use the disk this way. */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          "spark.hadoop.fs.file.impl",
          Disk.class.getName(),
          "spark.hadoop.fs.AbstractFileSystem.file.impl",
          DiskContext.class.getName());

  /** Made by Hadoop. */
  public Disk() {
    super(new DiskFiles());
    setVerifyChecksum(false);
    setWriteChecksum(false);
  }
}
