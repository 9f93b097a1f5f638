// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.command;

import dev.quotelake.lake.source.DuplicateMarks;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How the flow is cut into streams, and how long they remember events. */
final class StreamOptions {

  @Option(
      names = "--cut",
      paramLabel = "TABLE",
      description =
          "Let what is above this table read it as a stream of its own; may be given several times. Choose it before the first run.")
  private List<String> cuts = List.of();

  @Option(
      names = "--duplicate-window",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description = "How long after its append time an event is remembered (${DEFAULT-VALUE}).")
  private Duration duplicateWindow;

  List<String> cuts() {
    return cuts;
  }

  DuplicateMarks marks() {
    return new DuplicateMarks(duplicateWindow);
  }
}
