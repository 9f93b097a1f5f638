// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import dev.quotelake.sandbox.program.ProgramException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A file of recorded ticks: CSV in order of time, gzip or not. */
public final class Recording {
  private static final int GZIP_MAGIC = 0x1f8b;

  private final Map<String, List<Tick>> ticks;

  private Recording(Map<String, List<Tick>> ticks) {
    this.ticks = ticks;
  }

  /**
   * Reads the whole file.
   *
   * @throws ProgramException with file, line and reason when it is not a recording
   */
  public static Recording read(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new ProgramException("replay file " + file + " is not there or cannot be read");
    }
    var reading = new Reading(file);
    try (var lines =
        new BufferedReader(new InputStreamReader(unpacked(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reading.line(line);
      }
    } catch (IOException e) {
      throw new ProgramException(
          "replay file "
              + file
              + " cannot be read after line "
              + reading.number
              + ": "
              + e.getMessage(),
          e);
    }
    return reading.recording();
  }

  /** The symbols in it, in order of first appearance. */
  public List<String> symbols() {
    return List.copyOf(ticks.keySet());
  }

  List<Tick> of(String symbol) {
    return ticks.get(symbol);
  }

  private static InputStream unpacked(Path file) throws IOException {
    var bytes = new BufferedInputStream(Files.newInputStream(file));
    bytes.mark(2);
    int magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(bytes) : bytes;
  }

  /** The state of reading one file. */
  private static final class Reading {
    private final Path file;
    private final Map<String, List<Tick>> ticks = new LinkedHashMap<>();
    private long number;
    private long latest = Long.MIN_VALUE;
    private boolean traded;

    Reading(Path file) {
      this.file = file;
    }

    void line(String line) {
      number++;
      if (number == 1) {
        header(line);
        return;
      }
      try {
        add(TickLine.parse(line));
      } catch (IllegalArgumentException e) {
        throw new ProgramException(
            "replay file " + file + ", line " + number + ": " + e.getMessage(), e);
      }
    }

    Recording recording() {
      if (number == 0) {
        header("");
      }
      if (!traded) {
        throw new ProgramException(
            "replay file " + file + " holds no trade: there is nothing to replay");
      }
      return new Recording(ticks);
    }

    private void header(String line) {
      if (!line.equals(TickLine.HEADER)) {
        throw new ProgramException(
            "replay file " + file + ", line 1: the header must be " + TickLine.HEADER);
      }
    }

    private void add(Tick tick) {
      if (tick.atMicros() < latest) {
        throw new IllegalArgumentException("it is earlier than the line before it");
      }
      latest = tick.atMicros();
      traded |= tick.trade().isPresent();
      ticks.computeIfAbsent(tick.symbol(), symbol -> new ArrayList<>()).add(tick);
    }
  }
}
