// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quotelake.e2e.Command;
import dev.quotelake.e2e.Lake;
import dev.quotelake.e2e.Repository;
import dev.quotelake.e2e.RunningPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline with one command. */
class RunIT {
  private static final Pattern ACCOUNT =
      Pattern.compile(
          "published ([\\d,]+), bronze ([\\d,]+) = silver [\\d,]+ \\+ quarantine [\\d,]+ \\+ duplicates [\\d,]+");

  static final String TOTALS =
      """
      select (select count(*) from bronze_quotes) as bronze,
             (select count(*) from silver_quotes) as silver,
             (select count(distinct event_id) from silver_quotes) as distinct_silver,
             (select count(*) from silver_quarantine) as quarantine,
             (select coalesce(sum(duplicates), 0) from event_log where table = 'bronze_quotes') as duplicates,
             (select count(distinct symbol) from gold_daily_summary) as symbols,
             (select sum(quote_count) from gold_daily_summary) as in_gold
      """;

  @TempDir private Path folder;

  @Test
  void aSecondRunGoesOnWhereTheFirstStopped() throws IOException {
    Path data = folder.resolve("a folder/data");
    var lake = new Lake(folder, data);

    // A run for a while ends by itself.
    try (var run = RunningPipeline.start(folder, data, "--for", "10s", "--symbols", "40")) {
      var left = run.leftBehind();
      run.command().ended();
      assertThat(run.command().exitCode()).as(run.command().toString()).isZero();
      assertThat(run.command().output())
          .contains("gold_daily_summary: 40 rows")
          .doesNotContain("\u001b");
      assertThat(published(run.command())).isPositive();
      left.assertNothing();
    }
    JsonNode first = lake.row(TOTALS);
    assertAccounted(first);
    assertThat(first.get("symbols").asInt()).isEqualTo(40);

    // A second one goes on with another gateway, is the only one, and ends in order when it is told
    // to.
    Path started = folder.resolve("started");
    String gateway = executable("touch '" + started + "'").toString();
    try (var run = RunningPipeline.start(folder, data, "--symbols", "40", "--gateway", gateway)) {
      assertThat(started).exists();
      assertTailsQuotes(data);
      assertRefusesAnother(data);
      assertKeepsItsPrograms(data);
      var left = run.leftBehind();
      run.end();
      left.assertNothing();
      JsonNode second = lake.row(TOTALS);
      assertAccounted(second);
      assertThat(second.get("bronze").asLong())
          .isEqualTo(published(run.command()))
          .isGreaterThan(first.get("bronze").asLong());
    }
  }

  @Test
  void nothingOutlivesALauncherThatWasKilled() {
    Path data = folder.resolve("data");
    try (var run = RunningPipeline.start(folder, data, "--symbols", "5")) {
      var left = run.leftBehind();

      run.command().handle().destroyForcibly();

      left.assertNothing();
    }
  }

  /** Stands in for a native executable: it takes the same arguments, and is the gateway. */
  private Path executable(String before) throws IOException {
    Path jar = Repository.path("gateway/target/quarkus-app/quarkus-run.jar");
    Path file = folder.resolve("gateway-runner");
    Files.writeString(file, "#!/bin/sh\n%s\nexec java \"$@\" -jar '%s'\n".formatted(before, jar));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void assertTailsQuotes(Path data) {
    try (var tail = Command.start(folder, "ops/tail", "-n", "3", "--data", data.toString())) {
      tail.ended();
      assertThat(tail.exitCode()).as(tail.toString()).isZero();
      assertThat(tail.output().lines()).hasSize(3).allMatch(line -> line.contains("alpaca"));
    }
  }

  /** A jar that is replaced under a JVM takes its classes away. */
  private void assertKeepsItsPrograms(Path data) throws IOException {
    Path source = Repository.path("spark-job/pom.xml");
    Path jar = Repository.path("spark-job/target/quotelake-lake_2.12.jar");
    FileTime changed = Files.getLastModifiedTime(source);
    FileTime built = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    try (var asked =
        Command.start(
            folder, "ops/query", "--data", data.toString(), "--format", "csv", "select 7")) {
      asked.ended();
      assertThat(asked.output().lines()).as(asked.toString()).containsExactly("7", "7");
      assertThat(asked.errors()).contains("is built when that has ended");
      assertThat(Files.getLastModifiedTime(jar)).isEqualTo(built);
    } finally {
      Files.setLastModifiedTime(source, changed);
    }
  }

  private void assertRefusesAnother(Path data) {
    try (var another = Command.start(folder, "ops/run", "--for", "1s", "--data", data.toString())) {
      another.ended();
      assertThat(another.exitCode()).isNotZero();
      assertThat(another.errors().strip())
          .isEqualTo(
              "ops/run: another ops/run is using "
                  + data
                  + ": end it first, or name another folder with --data");
    }
  }

  static void assertAccounted(JsonNode totals) {
    long silver = totals.get("silver").asLong();
    assertThat(totals.get("distinct_silver").asLong())
        .isEqualTo(silver)
        .isEqualTo(totals.get("in_gold").asLong());
    assertThat(totals.get("bronze").asLong())
        .isEqualTo(silver + totals.get("quarantine").asLong() + totals.get("duplicates").asLong());
  }

  private static long published(Command run) {
    Matcher account = ACCOUNT.matcher(run.output());
    assertThat(account.find()).as(run.toString()).isTrue();
    assertThat(account.group(1)).isEqualTo(account.group(2));
    return Long.parseLong(account.group(1).replace(",", ""));
  }
}
