// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

import dev.quotelake.sandbox.program.ProgramException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The folder a run keeps everything in; one run at a time. */
public final class DataFolder implements AutoCloseable {
  private static final long ORPHANS_END_WITHIN_SECONDS = 10;

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes the folder for this run; makes it when it is not there.
   *
   * @throws ProgramException when another run has it, or it cannot be written
   */
  public static DataFolder take(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new ProgramException("--data " + path + " is a file: name a folder");
    }
    try {
      Files.createDirectories(path.resolve("logs"));
      Files.createDirectories(path.resolve("tables"));
      Files.createDirectories(path.resolve("checkpoints"));
      FileChannel channel =
          FileChannel.open(
              path.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new ProgramException(
            "another ops/run is using "
                + path
                + ": end it first, or name another folder with --data");
      }
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new ProgramException("--data " + path + " cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Waits for the programs of a launcher that was killed. They notice and end within a second;
   * until then the broker's folder and the checkpoints are theirs.
   *
   * @throws ProgramException when one does not end
   */
  public void awaitOrphans() throws IOException, InterruptedException, ExecutionException {
    Optional<RunFile> earlier = RunFile.stored(path);
    if (earlier.isEmpty()) {
      return;
    }
    for (var part : earlier.get().parts().entrySet()) {
      var process = ProcessHandle.of(part.getValue()).filter(DataFolder::isProgram);
      try {
        if (process.isPresent()) {
          process.get().onExit().get(ORPHANS_END_WITHIN_SECONDS, TimeUnit.SECONDS);
        }
      } catch (TimeoutException e) {
        throw new ProgramException(
            "the %s of an earlier run (process %d) still uses %s: end it first"
                .formatted(part.getKey(), part.getValue(), path),
            e);
      }
    }
    RunFile.delete(path);
  }

  public Path path() {
    return path;
  }

  public Path tables() {
    return path.resolve("tables");
  }

  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  public Path log(String part) {
    return path.resolve("logs").resolve(part + ".log");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Process ids are used again: only a Java program can be one of ours that holds files. */
  private static boolean isProgram(ProcessHandle process) {
    return process.info().command().filter(it -> it.endsWith("java")).isPresent();
  }
}
