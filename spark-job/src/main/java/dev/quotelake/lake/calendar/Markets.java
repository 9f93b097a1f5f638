// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.calendar;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.quotelake.lake.config.SettingsException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/**
 * By which market's calendar a quote lives: that of the market it names itself, else the one its
 * instrument is listed with, else the provider's, else New York's.
 *
 * @param calendars of all markets
 * @param byProvider the market of a provider's quotes that name none
 */
public record Markets(Calendars calendars, Map<String, String> byProvider) {
  private static final String NEW_YORK = "XNYS";

  /** Refuses a provider's market that has no calendar. */
  public Markets {
    byProvider = new TreeMap<>(byProvider);
    for (Map.Entry<String, String> each : byProvider.entrySet()) {
      if (calendars.market(each.getValue()).isEmpty()) {
        throw new SettingsException(
            "market %s=%s: nobody knows the hours of %s. Give one of %s, or a file of your own with --calendars."
                .formatted(each.getKey(), each.getValue(), each.getValue(), calendars.codes()));
      }
    }
  }

  /** With the calendars that come with the job, and no provider's market. */
  public static Markets supplied() {
    return new Markets(Calendars.supplied(), Map.of());
  }

  /**
   * The market of a quote, never null.
   *
   * @param told the market the quote names, or null
   * @param listed the market its instrument is listed with, or null
   */
  public Column of(Column told, Column listed, Column provider) {
    Column market = coalesce(told, listed);
    for (Map.Entry<String, String> each : byProvider.entrySet()) {
      market = coalesce(market, when(provider.equalTo(each.getKey()), each.getValue()));
    }
    return coalesce(market, lit(NEW_YORK));
  }
}
