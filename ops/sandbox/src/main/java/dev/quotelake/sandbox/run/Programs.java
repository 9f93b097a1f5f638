// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the built programs are started: class paths, memory and JVM options. Each ends when the
 * launcher is gone.
 */
final class Programs {
  /**
   * One compiler only: the second one takes more of two cores than it gives back within a minute.
   */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /** What Spark needs on JDK 17 (its own launcher's JavaModuleOptions). */
  private static final List<String> SPARK_ON_17 =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar",
          "java.security.jgss/sun.security.krb5");

  /**
   * Runs a program that is not Java so that it ends with the launcher too: the launcher holds the
   * other end of standard input.
   */
  private static final String LEASH =
      """
      exec 3<&0
      "$@" 3<&- &
      child=$!
      { cat <&3 >/dev/null; kill -KILL "$child" 2>/dev/null; } &
      trap 'kill "$child" 2>/dev/null' TERM
      while kill -0 "$child" 2>/dev/null; do wait "$child"; done
      """;

  private final Path root;
  private final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * @param root of the repository
   */
  Programs(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** A program of the sandbox. */
  List<String> sandbox(String main, int megabytes, List<String> arguments) {
    return jvm(
        megabytes,
        List.of(
            "-XX:+UseSerialGC",
            QUICK_START,
            "-cp",
            classPath("ops/sandbox", "quotelake-sandbox.jar"),
            main),
        arguments);
  }

  /** The gateway with its settings in a file, in the memory it has in its container. */
  List<String> gateway(Path settings) {
    return jvm(
        64,
        List.of(
            "-Xmn32m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dquarkus.config.locations=" + settings.toUri(),
            "-jar",
            root.resolve("gateway/target/quarkus-app/quarkus-run.jar").toString()),
        List.of());
  }

  /**
   * The Spark job, which runs long enough to be compiled well.
   *
   * @param tables where they are; also Spark's own place for tables, which is empty
   */
  List<String> lake(Path tables, List<String> arguments) {
    return spark(
        2048,
        List.of("-XX:+UseParallelGC", "-XX:ReservedCodeCacheSize=240m"),
        "job",
        tables,
        arguments);
  }

  /** The Spark job with a command that is soon over; its log has warnings only. */
  List<String> lakeCommand(Path tables, List<String> arguments) {
    return spark(1024, List.of(QUICK_START), "query", tables, arguments);
  }

  private List<String> spark(
      int megabytes, List<String> options, String logging, Path tables, List<String> arguments) {
    var before = new ArrayList<>(options);
    classArchive().ifPresent(it -> before.add("-XX:SharedArchiveFile=" + it));
    before.add("-Xlog:disable");
    before.add(
        "-Dlog4j2.configurationFile="
            + root.resolve("ops/sandbox/spark-log/" + logging + ".properties"));
    before.add("-Dspark.sql.warehouse.dir=" + tables);
    before.add("-Dspark.driver.host=localhost");
    before.add("-Dspark.driver.bindAddress=127.0.0.1");
    SPARK_ON_17.forEach(it -> before.add("--add-opens=" + it + "=ALL-UNNAMED"));
    before.add("-cp");
    before.add(classPath("spark-job", "quotelake-lake.jar"));
    before.add("dev.quotelake.lake.LakeJob");
    return jvm(megabytes, before, arguments);
  }

  /**
   * The classes of the job as the JVM keeps them (shell/programs.sh makes the file). The JVM leaves
   * one of another build alone, but dies of one that was cut short.
   */
  private Optional<Path> classArchive() {
    String version = System.getProperty("java.version");
    Path archive = root.resolve("spark-job/target/quotelake-lake-" + version + ".jsa");
    try {
      String size = Files.readString(Path.of(archive + ".size")).strip();
      return Optional.of(archive).filter(it -> size.equals(String.valueOf(it.toFile().length())));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /** A program that is not ours. */
  List<String> leashed(List<String> command) {
    return Stream.concat(Stream.of("/bin/sh", "-c", LEASH, "leash"), command.stream()).toList();
  }

  private List<String> jvm(int megabytes, List<String> before, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(java);
    command.add("-javaagent:" + root.resolve("ops/sandbox/target/quotelake-sandbox.jar"));
    command.add("-Xmx" + megabytes + "m");
    command.addAll(before);
    command.addAll(arguments);
    return command;
  }

  private String classPath(String module, String jar) {
    Path target = root.resolve(module).resolve("target");
    try {
      return target.resolve(jar)
          + File.pathSeparator
          + Files.readString(target.resolve("runtime.classpath")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
