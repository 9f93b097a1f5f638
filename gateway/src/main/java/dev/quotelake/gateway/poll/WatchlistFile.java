// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A watchlist in a file, one symbol a line, {@code #} begins a comment. It is read again when it
 * has changed; while it cannot be read the last list stays.
 */
public final class WatchlistFile implements Supplier<List<String>> {

  private static final Logger LOG = Logger.getLogger(WatchlistFile.class);

  private final Path file;
  private final Duration refresh;
  private final InstantSource clock;
  private FileTime read;
  private long size;
  private List<String> symbols;
  private Instant nextLook;

  /**
   * Reads the file.
   *
   * @param refresh how often to look whether it has changed
   * @throws IOException if it cannot be read
   */
  public WatchlistFile(Path file, Duration refresh, InstantSource clock) throws IOException {
    this.file = file;
    this.refresh = refresh;
    this.clock = clock;
    this.nextLook = clock.instant().plus(refresh);
    read();
  }

  @Override
  public synchronized List<String> get() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      nextLook = now.plus(refresh);
      readIfChanged();
    }
    return symbols;
  }

  /**
   * The symbols of a list with commas or line ends between them, without comments and repetitions.
   */
  public static List<String> parse(String list) {
    return list.lines()
        .map(line -> line.replaceFirst("#.*", ""))
        .flatMap(line -> List.of(line.split(",")).stream())
        .map(String::strip)
        .filter(symbol -> !symbol.isEmpty())
        .distinct()
        .toList();
  }

  private void readIfChanged() {
    try {
      if (!Files.getLastModifiedTime(file).equals(read) || Files.size(file) != size) {
        read();
        LOG.infof("Watchlist %s has changed: %d symbols", file, symbols.size());
      }
    } catch (IOException e) {
      LOG.warnf("Watchlist %s cannot be read (%s): going on with the last one", file, e);
    }
  }

  private void read() throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    String text = Files.readString(file);
    symbols = parse(text);
    read = modified;
    size = Files.size(file);
  }
}
