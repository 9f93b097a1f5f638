// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the built programs are started. Each ends when the launcher is gone. */
public final class Programs {
  /**
   * One compiler only: the second one takes more of two cores than it gives back within a minute.
   */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

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
  private final Optional<Path> nativeGateway;
  private final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * @param root of the repository
   * @param nativeGateway the gateway as an executable, to be run in place of its jar
   */
  public Programs(Path root, Optional<Path> nativeGateway) {
    this.root = root;
    this.nativeGateway = nativeGateway;
  }

  public Path root() {
    return root;
  }

  /** A program of the sandbox. */
  public List<String> sandbox(String main, int megabytes, List<String> arguments) {
    Path target = root.resolve("ops/sandbox/target");
    String classPath =
        target.resolve("quotelake-sandbox.jar")
            + File.pathSeparator
            + String.join("", lines(target.resolve("runtime.classpath")));
    return jvm(
        List.of("-Xmx" + megabytes + "m", "-XX:+UseSerialGC", QUICK_START, "-cp", classPath, main),
        arguments);
  }

  /** The gateway with its settings in a file, started as it is in its container. */
  public List<String> gateway(Path settings) {
    String locations = "-Dquarkus.config.locations=" + settings.toUri();
    Path containers = root.resolve("ops/containers");
    if (nativeGateway.isPresent()) {
      var command = new ArrayList<>(List.of(nativeGateway.get().toString(), locations));
      command.addAll(lines(containers.resolve("gateway-native.args")));
      return leashed(command);
    }
    Path jar = root.resolve("gateway/target/quarkus-app/quarkus-run.jar");
    return jvm(
        List.of("@" + containers.resolve("gateway-jvm.args"), locations, "-jar", jar.toString()),
        List.of());
  }

  /**
   * The Spark job, which runs long enough to be compiled well.
   *
   * @param tables where they are; also Spark's own place for tables, which is empty
   */
  public List<String> lake(Path tables, List<String> arguments) {
    return spark(List.of("-Xmx2g", "-XX:ReservedCodeCacheSize=240m"), tables, arguments);
  }

  /** The Spark job with a command that is soon over. */
  public List<String> lakeCommand(Path tables, List<String> arguments) {
    return spark(List.of("-Xmx1g", QUICK_START), tables, arguments);
  }

  private List<String> spark(List<String> options, Path tables, List<String> arguments) {
    var before = new ArrayList<>(options);
    before.add("-Dspark.sql.warehouse.dir=" + tables);
    before.add("-Dspark.driver.host=localhost");
    before.add("-Dspark.driver.bindAddress=127.0.0.1");
    before.add("@" + root.resolve("spark-job/target/lake.args"));
    return jvm(before, arguments);
  }

  /** A program that is not ours. */
  public List<String> leashed(List<String> command) {
    return Stream.concat(Stream.of("/bin/sh", "-c", LEASH, "leash"), command.stream()).toList();
  }

  private List<String> jvm(List<String> before, List<String> arguments) {
    String agent = "-javaagent:" + root.resolve("ops/sandbox/target/quotelake-sandbox.jar");
    var command = new ArrayList<>(List.of(java, agent));
    command.addAll(before);
    command.addAll(arguments);
    return command;
  }

  /** The lines of a file of arguments, without comments. */
  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
