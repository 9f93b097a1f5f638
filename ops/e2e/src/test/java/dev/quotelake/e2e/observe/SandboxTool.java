// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.observe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command-line tools that come with the sandbox's broker. */
public final class SandboxTool {

  private SandboxTool() {}

  /** Runs a main class of the sandbox's class path, with arguments; it must succeed. */
  public static void run(String mainClass, List<String> arguments, List<String> more) {
    Path target = Repository.path("ops/sandbox/target");
    String classPath =
        target.resolve("quotelake-sandbox.jar")
            + ":"
            + Repository.text(target.resolve("runtime.classpath")).strip();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                mainClass));
    command.addAll(arguments);
    command.addAll(more);
    RunningPipeline.output(command);
  }
}
