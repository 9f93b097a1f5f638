// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.program;

import picocli.CommandLine.Option;

/** The option every sandbox program takes. */
public final class ProgramOptions {
  @Option(
      names = "--parent-pid",
      paramLabel = "PID",
      description = "End when the process with this id is gone.")
  void watch(long pid) {
    ParentWatch.over(pid);
  }
}
