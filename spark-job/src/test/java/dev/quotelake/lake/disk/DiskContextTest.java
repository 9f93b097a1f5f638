// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Delta and Spark ask of a disk when they commit. */
class DiskContextTest {
  private static final int ROUNDS = 200;
  private static final int WRITERS = 4;

  @TempDir java.nio.file.Path folder;
  private FileContext files;

  @BeforeEach
  void openTheDisk() throws IOException {
    var settings = new Configuration(false);
    settings.set("fs.AbstractFileSystem.file.impl", DiskContext.class.getName());
    files = FileContext.getFileContext(URI.create("file:///"), settings);
  }

  @Test
  void ofWritersThatTakeTheSameNameOneWins() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path name = path("%020d.json".formatted(round));
        List<Callable<String>> commits = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          String text = "writer " + writer;
          Path temporary = path(".%d.%d.tmp".formatted(round, writer));
          write(temporary, text);
          commits.add(() -> commit(temporary, name) ? text : "");
        }

        List<String> won = new ArrayList<>();
        for (Future<String> commit : writers.invokeAll(commits)) {
          won.add(commit.get());
        }

        assertThat(won).filteredOn(text -> !text.isEmpty()).containsExactly(read(name));
      }
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void aNameMayBeTakenOverWhenThatIsAskedFor() throws IOException {
    write(path("old"), "old");
    write(path("new"), "new");

    files.rename(path("new"), path("old"), Rename.OVERWRITE);

    assertThat(read(path("old"))).isEqualTo("new");
    assertThat(folder.toFile().list()).containsExactly("old");
  }

  @Test
  void whatIsNotThereCannotBeRenamed() {
    assertThatThrownBy(() -> files.rename(path("none"), path("some")))
        .isInstanceOf(java.io.FileNotFoundException.class);
  }

  @Test
  void permissionsAreSet() throws IOException {
    files.mkdir(path("mine"), new FsPermission("700"), false);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("mine"))))
        .isEqualTo("rwx------");
  }

  private boolean commit(Path temporary, Path name) throws IOException {
    try {
      files.rename(temporary, name, Rename.NONE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private void write(Path path, String text) throws IOException {
    try (OutputStream out = files.create(path, EnumSet.of(CreateFlag.CREATE))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String read(Path path) throws IOException {
    return Files.readString(folder.resolve(path.getName()));
  }

  private Path path(String name) {
    return new Path(folder.resolve(name).toUri());
  }
}
