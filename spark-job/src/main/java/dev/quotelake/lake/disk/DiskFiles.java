// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files as Hadoop has them, but that no {@code chmod} and {@code readlink} is started to set
 * a permission or to ask for a link, which Hadoop does wherever its native library is missing (see
 * RawLocalFileSystem and FileUtil of Hadoop 3.3): a micro-batch started some 150 of them.
 */
final class DiskFiles extends RawLocalFileSystem {

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(pathToFile(path).toPath(), PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(
          PosixFilePermissions.fromString(
              permission.getUserAction().SYMBOL
                  + permission.getGroupAction().SYMBOL
                  + permission.getOtherAction().SYMBOL));
    }
  }

  /** Links are followed: tables and checkpoints have none of their own. */
  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    return getFileStatus(path);
  }
}
