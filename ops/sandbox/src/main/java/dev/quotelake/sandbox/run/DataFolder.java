// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.program.ProgramException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder a run keeps everything in; one run at a time. */
final class DataFolder implements AutoCloseable {
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
  static DataFolder take(Path path) {
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
      FileLock lock = channel.tryLock();
      if (lock == null) {
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

  Path path() {
    return path;
  }

  Path broker() {
    return path.resolve("broker");
  }

  Path tables() {
    return path.resolve("tables");
  }

  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  Path prometheus() {
    return path.resolve("prometheus");
  }

  Path grafana() {
    return path.resolve("grafana");
  }

  Path log(String part) {
    return path.resolve("logs").resolve(part + ".log");
  }

  Path watchlist() {
    return path.resolve("watchlist.txt");
  }

  Path gatewaySettings() {
    return path.resolve("gateway.properties");
  }

  Path runFile() {
    return path.resolve("run.json");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
