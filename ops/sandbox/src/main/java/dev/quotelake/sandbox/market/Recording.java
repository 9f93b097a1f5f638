// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market;

import dev.quotelake.sandbox.market.SymbolState.BookTop;
import dev.quotelake.sandbox.market.SymbolState.Trade;
import dev.quotelake.sandbox.program.ProgramException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A file of recorded ticks: CSV in order of time, gzip or not. */
public final class Recording {
  private static final int GZIP_MAGIC = 0x1f8b;

  private final Map<String, List<Tick>> ticks;

  /**
   * One line: a change of the book or a trade.
   *
   * @param volume shares traded since the day began; only with a trade
   */
  record Tick(
      String symbol, long atMicros, Optional<BookTop> book, Optional<Trade> trade, long volume) {}

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
    try (var lines =
        new LineNumberReader(new InputStreamReader(unpacked(file), StandardCharsets.UTF_8))) {
      return new Recording(read(file, lines));
    } catch (IOException e) {
      throw new ProgramException("replay file " + file + " cannot be read: " + e.getMessage(), e);
    }
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

  private static Map<String, List<Tick>> read(Path file, LineNumberReader lines) {
    var ticks = new LinkedHashMap<String, List<Tick>>();
    boolean traded;
    try {
      traded = readInto(ticks, lines);
    } catch (IllegalArgumentException e) {
      int line = Math.max(1, lines.getLineNumber());
      throw new ProgramException(
          "replay file " + file + ", line " + line + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ProgramException(
          "replay file %s cannot be read after line %d: %s"
              .formatted(file, lines.getLineNumber(), e.getMessage()),
          e);
    }
    if (!traded) {
      throw new ProgramException(
          "replay file " + file + " holds no trade: there is nothing to replay");
    }
    return ticks;
  }

  /** Answers whether there was a trade. */
  private static boolean readInto(Map<String, List<Tick>> ticks, BufferedReader lines)
      throws IOException {
    if (!TickLine.HEADER.equals(lines.readLine())) {
      throw new IllegalArgumentException("the header must be " + TickLine.HEADER);
    }
    boolean traded = false;
    long latest = Long.MIN_VALUE;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Tick tick = TickLine.parse(line);
      if (tick.atMicros() < latest) {
        throw new IllegalArgumentException("it is earlier than the line before it");
      }
      latest = tick.atMicros();
      traded |= tick.trade().isPresent();
      ticks.computeIfAbsent(tick.symbol(), symbol -> new ArrayList<>()).add(tick);
    }
    return traded;
  }
}
