// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeProgressTest {
  private static final Map<Integer, Long> ENDS = Map.of(0, 10L, 1, 20L);

  @TempDir private Path checkpoints;

  @Test
  void nothingIsReachedBeforeTheFirstCommit() throws IOException {
    offsets("flow", 0, "{\"quotes\":{\"0\":10,\"1\":20}}");

    assertThat(progress().reached(ENDS)).isFalse();
    assertThat(progress().reached(Map.of(0, 0L, 1, 0L))).isTrue();
  }

  @Test
  void aCommittedBatchCounts() throws IOException {
    offsets("flow", 0, "{\"quotes\":{\"0\":5,\"1\":20}}");
    commit("flow", 0);
    assertThat(progress().reached(ENDS)).isFalse();

    offsets("flow", 1, "{\"quotes\":{\"0\":10,\"1\":21}}");
    assertThat(progress().reached(ENDS)).isFalse();
    commit("flow", 1);

    assertThat(progress().reached(ENDS)).isTrue();
    assertThat(progress().steps()).isEqualTo(31);
  }

  @Test
  void everyReaderOfTheHubMustBeThereAndOthersDoNotMatter() throws IOException {
    offsets("one", 0, "{\"quotes\":{\"0\":10,\"1\":20}}");
    commit("one", 0);
    offsets("table-reader", 0, "{\"sourceVersion\":1,\"reservoirId\":\"x\"}");
    commit("table-reader", 0);
    assertThat(progress().reached(ENDS)).isTrue();

    offsets("another", 0, "{\"quotes\":{\"0\":1}}");
    commit("another", 0);

    assertThat(progress().reached(ENDS)).isFalse();
  }

  @Test
  void whatSparkWritesAndRenamesMeanwhileDoesNotMatter() throws Exception {
    offsets("flow", 0, "{\"quotes\":{\"0\":10,\"1\":20}}");
    commit("flow", 0);
    Path passing = checkpoints.resolve("flow/offsets/.1.tmp");
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> spark =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                write(passing);
              }
            });

    for (int look = 0; look < 1_000; look++) {
      assertThat(progress().steps()).isEqualTo(30);
    }

    over.set(true);
    spark.get();
  }

  private static void write(Path passing) {
    try {
      Files.writeString(passing, "v1");
      Files.delete(passing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LakeProgress progress() {
    return new LakeProgress(checkpoints, "quotes");
  }

  private void offsets(String query, int batch, String offsets) throws IOException {
    Path folder = Files.createDirectories(checkpoints.resolve(query).resolve("offsets"));
    Files.writeString(
        folder.resolve(String.valueOf(batch)), "v1\n{\"batchWatermarkMs\":0}\n" + offsets);
  }

  private void commit(String query, int batch) throws IOException {
    Path folder = Files.createDirectories(checkpoints.resolve(query).resolve("commits"));
    Files.writeString(folder.resolve(String.valueOf(batch)), "v1\n{}");
    Files.writeString(folder.resolve("." + batch + ".crc"), "");
  }
}
