// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

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
  private static final String NAME = "run.json";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The run that is on in the folder {@code data}, if one is. */
  public static Optional<RunFile> of(Path data) {
    return stored(data)
        .filter(it -> ProcessHandle.of(it.pid()).map(ProcessHandle::isAlive).orElse(false));
  }

  /** What is written in the folder {@code data}, whether or not that run is still on. */
  public static Optional<RunFile> stored(Path data) {
    Path file = data.resolve(NAME);
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
  public void write(Path data) {
    Path file = data.resolve(NAME);
    try {
      Path fresh = data.resolve(NAME + ".new");
      JSON.writeValue(fresh.toFile(), this);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ProgramException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  public static void delete(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(NAME));
  }
}
