// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus' own tool for configuration and rules. */
public final class Promtool {

  private Promtool() {}

  /** What it prints; fails the test when it finds fault. */
  public static String run(Object... arguments) throws InterruptedException, IOException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return fail(
          "promtool is not on the PATH, so the alerts cannot be tested: install Prometheus"
              + " (Debian and Ubuntu: apt-get install prometheus)",
          e);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("promtool ends").isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
