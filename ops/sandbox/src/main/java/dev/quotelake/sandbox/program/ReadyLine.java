// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * The one line a sandbox program prints on standard output when it serves: {@code READY} and a JSON
 * object with its addresses. Whoever started the program waits for this line.
 */
public final class ReadyLine {
  private static final String WORD = "READY ";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ReadyLine() {}

  /** Prints the line; {@code addresses} maps names such as {@code url} to where they are served. */
  public static void print(Map<String, ?> addresses) {
    try {
      System.out.println(WORD + JSON.writeValueAsString(addresses));
      System.out.flush();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The addresses in {@code line}, or nothing when it is another line. */
  public static Optional<Map<String, String>> read(String line) {
    if (!line.startsWith(WORD)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          JSON.readValue(
              line.substring(WORD.length()),
              JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not a ready line: " + line, e);
    }
  }
}
