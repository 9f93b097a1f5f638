// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.disk;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;

/**
 * {@link DiskFiles} behind Hadoop's {@code FileContext}, through which Delta commits and Spark
 * keeps its checkpoints: by a rename that must fail when the name is taken. Hadoop looks first and
 * renames then; here it is one step of the operating system, so of two programs that commit the
 * same version at the same moment one is told. On a disk without hard links it is Hadoop's rename.
 */
public final class DiskContext extends DelegateToFileSystem {

  private final DiskFiles files;

  /** Made by Hadoop. */
  public DiskContext(URI uri, Configuration settings) throws IOException, URISyntaxException {
    this(uri, new DiskFiles(), settings);
  }

  private DiskContext(URI uri, DiskFiles files, Configuration settings)
      throws IOException, URISyntaxException {
    super(uri, files, settings, "file", false);
    this.files = files;
  }

  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    java.nio.file.Path source = files.pathToFile(from).toPath();
    if (overwrite || Files.isDirectory(source)) {
      super.renameInternal(from, to, overwrite);
      return;
    }
    try {
      Files.createLink(files.pathToFile(to).toPath(), source);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(to + " exists");
    } catch (FileSystemException | UnsupportedOperationException e) {
      super.renameInternal(from, to, false); // a disk without hard links
      return;
    }
    files.delete(from, false); // should that fail, the new name holds all the same
  }

  @Override
  public int getUriDefaultPort() {
    return -1;
  }

  /** Left to the operating system. */
  @Override
  public boolean isValidName(String name) {
    return true;
  }
}
