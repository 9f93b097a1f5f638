// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotelake.sandbox.program.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void isMadeWhenItIsNotThereAndFreeAgainAfterwards() throws IOException {
    Path data = folder.resolve("a b/data");
    DataFolder.take(data).close();

    try (var again = DataFolder.take(data)) {
      assertThat(again.tables()).isDirectory();
    }
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DataFolder.take(file))
        .isInstanceOf(ProgramException.class)
        .hasMessage("--data " + file + " is a file: name a folder");
  }
}
