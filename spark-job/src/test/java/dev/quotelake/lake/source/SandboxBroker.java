// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sandbox's Kafka broker, a process of its own. */
final class SandboxBroker implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("READY .*\"bootstrap\":\"([^\"]+)\".*");
  private static final Path BUILT = Path.of("../ops/sandbox/target");

  private final Process process;
  private final String bootstrap;

  private SandboxBroker(Process process, String bootstrap) {
    this.process = process;
    this.bootstrap = bootstrap;
  }

  static SandboxBroker start(Path folder) throws IOException {
    Path jar = BUILT.resolve("quotelake-sandbox.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "ops/sandbox is not built: run `mvn -pl ops/sandbox package` first");
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                jar + ":" + Files.readString(BUILT.resolve("runtime.classpath")).strip(),
                "dev.quotelake.sandbox.broker.BrokerMain",
                "--data",
                folder.resolve("broker").toString(),
                "--port",
                "0")
            .redirectError(folder.resolve("broker.log").toFile())
            .start();
    return new SandboxBroker(process, bootstrap(process));
  }

  private static String bootstrap(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return ready.group(1);
      }
    }
    throw new IllegalStateException("the broker did not start");
  }

  /** Its address. */
  String bootstrap() {
    return bootstrap;
  }

  /** Program arguments that make the job read one of its topics. */
  List<String> asHub(String topic) {
    return List.of("--hub-servers", bootstrap, "--hub-name", topic);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
