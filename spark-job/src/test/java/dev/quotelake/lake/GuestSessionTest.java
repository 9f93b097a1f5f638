// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a session somebody else made, the job returns, throws, changes nothing and stops nothing. */
class GuestSessionTest {

  @TempDir Path folder;

  private final SparkSession host = LocalSpark.session().newSession();

  @Test
  void leavesTheSessionAsItWas() {
    var before = host.conf().getAll();

    LakeJob.main(new String[] {"plan", "--tables", folder.toString()});

    assertThat(host.conf().getAll()).isEqualTo(before);
    assertThat(host.range(3).count()).isEqualTo(3);
    assertThat(host.sparkContext().isStopped()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"16.4, 1, the reason stands above", "'', 2, Did you mean"})
  void onADatabricksClusterItThrowsEvenBeforeThereIsASession(
      String runtime, int exitCode, String message) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder job =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LakeJob.class.getName(),
                "nonsense")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    if (!runtime.isEmpty()) {
      job.environment().put("DATABRICKS_RUNTIME_VERSION", runtime);
    }

    assertThat(job.start().waitFor()).isEqualTo(exitCode);
    assertThat(output).content().contains(message);
  }

  @Test
  void throwsInsteadOfExiting() {
    assertThatThrownBy(
            () -> LakeJob.main(new String[] {"refresh", "nonsense", "--tables", folder.toString()}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("code 1");
    assertThat(host.sparkContext().isStopped()).isFalse();
  }
}
