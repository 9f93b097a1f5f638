// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.poll;

import dev.quotelake.gateway.config.SettingsException;
import java.io.IOException;
import java.net.URI;
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

  private static final String FILE = "file:";
  private static final Logger LOG = Logger.getLogger(WatchlistFile.class);

  private final Path file;
  private final Duration refresh;
  private final InstantSource clock;
  private FileTime read;
  private long size;
  private List<String> symbols;
  private Instant nextLook;
  private String trouble = "";

  /**
   * @param refresh how often to look whether it has changed
   * @throws IOException if it cannot be read
   */
  WatchlistFile(Path file, Duration refresh, InstantSource clock) throws IOException {
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
   * The symbols as they stand, each time they are asked for.
   *
   * @param setting name of the setting, for messages
   * @param value symbols with commas between them, or {@code file:} and a path
   * @param refresh how often to look whether a file has changed
   * @throws SettingsException if the file cannot be read
   */
  public static Supplier<List<String>> symbols(
      String setting, String value, Duration refresh, InstantSource clock) {
    if (!value.startsWith(FILE)) {
      List<String> symbols = parse(value);
      if (symbols.isEmpty()) {
        throw new SettingsException(setting + "=" + value + " holds no symbol");
      }
      return () -> symbols;
    }
    try {
      return new WatchlistFile(path(value), refresh, clock);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("%s=%s names no file".formatted(setting, value));
    } catch (IOException e) {
      throw new SettingsException("%s=%s cannot be read (%s)".formatted(setting, value, e));
    }
  }

  private static Path path(String value) {
    return value.startsWith("file:///")
        ? Path.of(URI.create(value))
        : Path.of(value.substring(FILE.length()));
  }

  /**
   * The symbols of a list with commas or line ends between them, without comments and repetitions.
   */
  static List<String> parse(String list) {
    return list.replaceFirst("^\uFEFF", "")
        .lines()
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
      trouble = "";
    } catch (IOException e) {
      if (!trouble.equals(e.toString())) {
        LOG.warnf("Watchlist %s cannot be read (%s): going on with the last one", file, e);
      }
      trouble = e.toString();
    }
  }

  private void read() throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    List<String> now = parse(Files.readString(file));
    if (now.isEmpty()) {
      throw new IOException("it holds no symbol");
    }
    symbols = now;
    read = modified;
    size = Files.size(file);
  }
}
