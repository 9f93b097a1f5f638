// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quotelake.sandbox.program.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * {@code run.json} in the data folder while a run is on: its programs and where they serve. Read by
 * ops/tail, tests and people.
 *
 * @param pid of the launcher
 * @param bootstrap the hub's {@code host:port}
 * @param hub the hub's name
 * @param addresses by name: simulator, status, gateway (management), lake (metrics), prometheus
 * @param parts process ids by name
 */
public record RunFile(
    long pid,
    String bootstrap,
    String hub,
    Map<String, String> addresses,
    Map<String, Long> parts) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The run that is on in the folder {@code data}, if one is. */
  public static Optional<RunFile> of(Path data) {
    return stored(data.resolve("run.json"))
        .filter(it -> ProcessHandle.of(it.pid()).map(ProcessHandle::isAlive).orElse(false));
  }

  /** What {@code file} says, whether or not that run is still on. */
  static Optional<RunFile> stored(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), RunFile.class));
    } catch (IOException e) {
      throw new ProgramException(
          file + " cannot be read: " + e.getMessage().lines().findFirst().orElse(""), e);
    }
  }

  /** Puts it in place whole, so that nobody reads half of it. */
  void write(Path file) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      JSON.writeValue(fresh.toFile(), this);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ProgramException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
