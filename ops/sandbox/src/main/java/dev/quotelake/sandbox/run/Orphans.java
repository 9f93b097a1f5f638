// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.program.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The programs of a launcher that was killed. They notice and end within a second; until then the
 * broker's folder and the checkpoints are theirs.
 */
final class Orphans {
  private static final long PATIENCE_SECONDS = 10;

  private Orphans() {}

  static void awaitEnd(DataFolder folder)
      throws IOException, InterruptedException, ExecutionException {
    var earlier = RunFile.stored(folder.runFile());
    if (earlier.isEmpty()) {
      return;
    }
    for (var part : earlier.get().parts().entrySet()) {
      var process = ProcessHandle.of(part.getValue()).filter(Orphans::isProgram);
      try {
        if (process.isPresent()) {
          process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
      } catch (TimeoutException e) {
        throw new ProgramException(
            "the %s of an earlier run (process %d) still uses %s: end it first"
                .formatted(part.getKey(), part.getValue(), folder.path()),
            e);
      }
    }
    Files.deleteIfExists(folder.runFile());
  }

  /** Process ids are used again: only a Java program can be one of ours that holds files. */
  private static boolean isProgram(ProcessHandle process) {
    return process.info().command().filter(it -> it.endsWith("java")).isPresent();
  }
}
