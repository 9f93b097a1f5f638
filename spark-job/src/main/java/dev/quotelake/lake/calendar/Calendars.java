// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The calendars of all markets: those that come with the job, and a user's own, which take the
 * place of the job's for the markets they name.
 *
 * <p>Travels to executors as the user's texts alone; each machine reads and keeps the calendars
 * once.
 */
public final class Calendars implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final List<String> SUPPLIED =
      List.of(
          "24-7", "FX", "XAMS", "XASX", "XBOM", "XETR", "XHKG", "XLON", "XNYS", "XPAR", "XSHG",
          "XSWX", "XTKS", "XTSE");

  private static final Map<Map<String, String>, Calendars> READ = new ConcurrentHashMap<>();

  private final HashMap<String, String> own;
  private final transient Map<String, MarketCalendar> byCode = new HashMap<>();
  private final transient String version;

  private Calendars(Map<String, String> own) {
    this.own = new HashMap<>(own);
    Map<String, String> texts = new LinkedHashMap<>();
    SUPPLIED.forEach(name -> texts.put(name, supplied(name + ".calendar")));
    texts.forEach((file, text) -> byCode.putAll(CalendarReader.read(file, text)));
    new TreeMap<>(own).forEach((file, text) -> byCode.putAll(CalendarReader.read(file, text)));
    this.version = DigestUtils.sha256Hex(texts.toString() + new TreeMap<>(own));
  }

  /** Those that come with the job. */
  public static Calendars supplied() {
    return with(Map.of());
  }

  /**
   * Those that come with the job, and a user's.
   *
   * @param own texts of the user's files by their names, see {@link CalendarFolder}
   * @throws dev.quotelake.lake.config.SettingsException when one is no calendar
   */
  public static Calendars with(Map<String, String> own) {
    return READ.computeIfAbsent(Map.copyOf(own), Calendars::new);
  }

  /**
   * The calendar of a market.
   *
   * @param code the market's code, or null
   * @return none if nobody knows that market
   */
  public Optional<MarketCalendar> market(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** The codes of all markets that have a calendar. */
  public SortedSet<String> codes() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(byCode.keySet()));
  }

  /** A text that is another one for other calendars. */
  public String version() {
    return version;
  }

  private Object readResolve() {
    return with(own);
  }

  private static String supplied(String file) {
    try (InputStream in = Calendars.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + file + "; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
