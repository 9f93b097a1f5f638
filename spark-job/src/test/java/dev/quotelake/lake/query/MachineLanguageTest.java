// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.LakeJob;
import dev.quotelake.lake.LocalSpark;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and times are the same on a machine whose language has other digits, and in any zone. */
class MachineLanguageTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"bn, BD, Asia/Dhaka", "ar, EG, Africa/Cairo"})
  void changesNoAnswer(String language, String country, String zone) throws Exception {
    LocalSpark.lakeSession()
        .sql("select id, timestamp'2026-01-02 12:00:00' as quoted_at from range(12)")
        .write()
        .format("delta")
        .save(folder + "/silver_quotes");

    List<String> job = new ArrayList<>(List.of(javaCommand()));
    job.addAll(opened());
    job.addAll(
        List.of(
            "-Duser.language=" + language,
            "-Duser.country=" + country,
            "-Duser.timezone=" + zone,
            "-cp",
            System.getProperty("java.class.path"),
            LakeJob.class.getName(),
            "query",
            "--tables=" + folder + "/",
            "--format=csv",
            "select count(*) as quotes, max(quoted_at) as last from silver_quotes"));

    assertThat(outputOf(job)).isEqualTo("quotes,last\n12,2026-01-02 12:00:00\n");
  }

  private static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** What Spark reaches into, as this JVM was told. */
  private static List<String> opened() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens"))
        .toList();
  }

  private String outputOf(List<String> command) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile())).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return output;
  }
}
