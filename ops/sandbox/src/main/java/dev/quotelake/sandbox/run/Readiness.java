// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run;

import dev.quotelake.sandbox.program.ReadyLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How one tells that a part serves. */
interface Readiness {

  /** Whether it does; asked again and again. */
  boolean reached(Log log);

  /** Ready when {@code url} answers 200. */
  static Readiness answering(Http http, String url) {
    return log -> http.get(url).isPresent();
  }

  /** Ready when the program has printed its ready line. */
  static Readiness said() {
    return log -> log.lines().anyMatch(line -> ReadyLine.read(line).isPresent());
  }

  /** What a part wrote since it was started last. */
  record Log(Path file, long from) {

    java.util.stream.Stream<String> lines() {
      try {
        byte[] all = Files.readAllBytes(file);
        return new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8).lines();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    Optional<String> address(String name) {
      return lines()
          .flatMap(line -> ReadyLine.read(line).stream())
          .findFirst()
          .map(it -> it.get(name));
    }
  }
}
