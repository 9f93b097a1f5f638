// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all commands on a lake must agree on, because they judge and mark the same records. It is
 * stored with the lake and holds where it is not given.
 *
 * @param texts the settings as people write them, by the names of their options
 */
public record LakeSettings(Map<String, String> texts) {

  public static final String DUPLICATE_WINDOW = "duplicate-window";
  public static final String FUTURE_TOLERANCE = "future-tolerance";
  public static final String MAX_SPREAD_PERCENT = "max-spread-percent";
  public static final String MAX_MOVE_PERCENT = "max-move-percent";
  public static final String MARKET = "market";
  public static final String CALENDARS = "calendars";

  private static final String NONE = "(none)";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          DUPLICATE_WINDOW, "1h",
          FUTURE_TOLERANCE, "5m",
          MAX_SPREAD_PERCENT, "20",
          MAX_MOVE_PERCENT, "50");

  /** Keeps them in the order of their names. */
  public LakeSettings {
    texts = new TreeMap<>(texts);
  }

  /**
   * What is given, else what is stored, else the defaults.
   *
   * @throws SettingsException if something is given that is stored otherwise
   */
  public static LakeSettings of(Map<String, String> stored, Map<String, String> given) {
    given.forEach(
        (name, text) -> {
          String untold = stored.isEmpty() ? text : DEFAULTS.getOrDefault(name, NONE);
          String held = stored.getOrDefault(name, untold);
          if (!held.equals(text)) {
            throw new SettingsException(
                "--%1$s is %2$s, but this lake has %3$s: leave the option out, or change it for all commands with: settings --%1$s %2$s"
                    .formatted(name, text, held));
          }
        });
    Map<String, String> texts = new TreeMap<>(DEFAULTS);
    texts.putAll(stored);
    texts.putAll(given);
    return new LakeSettings(texts);
  }

  /** All settings for people, by their names, those too that are not set. */
  public Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>(Map.of(MARKET, NONE, CALENDARS, NONE));
    shown.putAll(texts);
    return shown;
  }

  /** How long after its append time an event is remembered. */
  public Duration duplicateWindow() {
    return DurationText.parse(texts.get(DUPLICATE_WINDOW));
  }

  /** The market of each provider's quotes that name none, by provider. */
  public Map<String, String> markets() {
    return Stream.of(texts.getOrDefault(MARKET, "").split(",", -1))
        .map(text -> text.split("=", 2))
        .filter(market -> market.length == 2)
        .collect(Collectors.toMap(market -> market[0], market -> market[1]));
  }

  /** Markets in the form in which they are stored. */
  public static String text(Map<String, String> markets) {
    return new TreeMap<>(markets)
        .entrySet().stream()
            .map(market -> market.getKey() + "=" + market.getValue())
            .collect(Collectors.joining(","));
  }

  /** The folder with calendars of the user's own. */
  public Optional<String> calendars() {
    return Optional.ofNullable(texts.get(CALENDARS));
  }

  /** The thresholds of the rules a quote is judged by. */
  public QuoteLimits limits() {
    return new QuoteLimits(
        DurationText.parse(texts.get(FUTURE_TOLERANCE)),
        new BigDecimal(texts.get(MAX_SPREAD_PERCENT)),
        new BigDecimal(texts.get(MAX_MOVE_PERCENT)));
  }
}
