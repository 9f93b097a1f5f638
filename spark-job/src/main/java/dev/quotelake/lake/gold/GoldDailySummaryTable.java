// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import static dev.quotelake.lake.pipeline.table.Expectation.warn;
import static org.apache.spark.sql.functions.col;

import dev.quotelake.lake.pipeline.table.TableDefinition;
import org.apache.spark.sql.types.StructType;

/**
 * The trading day of each provider and symbol: over all of its sessions, and over the regular one,
 * {@code regular_*}. Its volume is the one told last. What the vendor itself says of the day, in
 * its last quote, stands in {@code vendor_*}.
 *
 * <p>A symbol's silence: {@code minutes_quoted} of the {@code regular_minutes}, and the longest
 * time of the regular session without a quote, up to now where it is still on; breaks are no
 * silence.
 *
 * <p>A currency that changes within the day is counted as a warning where one micro-batch brings
 * both, and shown for the whole day in {@code currency_changed}.
 */
public final class GoldDailySummaryTable {

  public static final String NAME = "gold_daily_summary";

  private static final StructType KEY =
      StructType.fromDDL("provider string, symbol string, trading_date date, session string");

  /** What people see. */
  static final String COLUMNS =
      """
      provider, symbol, trading_date, market, currency, currency_changed, open, high, low, close, volume,
      vwap, vwap_volume_share, average_price, quote_count,
      regular_open, regular_high, regular_low, regular_close, regular_quote_count,
      minutes_quoted, regular_minutes, longest_gap_seconds,
      vendor_open, vendor_high, vendor_low, vendor_previous_close,
      first_quoted_at, last_quoted_at, price_sum""";

  /** Minute bars with the end of the quotes before, from which on the symbol was silent. */
  private static final String MINUTES =
      """
      select bars.*, days.opens, days.closes, days.breaks, days.regular_minutes,
             coalesce(lag(case when regular_quote_count > 0 then last_quoted_at end) ignore nulls over
                        (partition by provider, symbol, bars.trading_date order by minute_start), opens) as silent_from
      from {%s} as bars
      left join {trading_days} as days on days.market = bars.market and days.trading_date = bars.trading_date"""
          .formatted(GoldMinuteBarsTable.NAME);

  private static final String OF_MINUTES =
      """
      select provider, symbol, trading_date, vwap, vwap_volume_share, minutes_quoted, regular_minutes,
             if(closes is null, null, cast(greatest(silence, %s) div 1000000 as bigint)) as longest_gap_seconds
      from (select provider, symbol, trading_date, %s,
                   count_if(regular_quote_count > 0 and minute_start < closes) as minutes_quoted,
                   max(regular_minutes) as regular_minutes,
                   max(case when regular_quote_count > 0 then %s end) as silence,
                   coalesce(max(case when regular_quote_count > 0 then least(last_quoted_at, closes) end), max(opens))
                     as silent_from,
                   max(closes) as closes, max_by(breaks, minute_start) as breaks
            from (%s) group by provider, symbol, trading_date)"""
          .formatted(
              silence("least(closes, current_timestamp())"),
              Bars.VWAP,
              silence("least(first_quoted_at, closes)"),
              MINUTES);

  private static final String OF_DAYS =
      """
      select provider, symbol, trading_date, %s, least_currency <> greatest_currency as currency_changed,
             counter.day_volume as volume, regular_first.price as regular_open, regular_high, regular_low,
             regular_last.price as regular_close, coalesce(regular_quote_count, 0) as regular_quote_count,
             last.open as vendor_open, last.high as vendor_high, last.low as vendor_low,
             last.previous_close as vendor_previous_close
      from (select provider, symbol, trading_date, %s,
                   min(first) filter (where session = 'regular') as regular_first,
                   max(last) filter (where session = 'regular') as regular_last,
                   max(high) filter (where session = 'regular') as regular_high,
                   min(low) filter (where session = 'regular') as regular_low,
                   sum(quote_count) filter (where session = 'regular') as regular_quote_count
            from {table} group by provider, symbol, trading_date)"""
          .formatted(QuoteAggregates.PUBLISHED, QuoteAggregates.COMBINED);

  private static final String PUBLISHED =
      """
      select %s
      from (%s) left join (%s) using (provider, symbol, trading_date)"""
          .formatted(COLUMNS, OF_DAYS, OF_MINUTES);

  private GoldDailySummaryTable() {}

  public static TableDefinition definition() {
    return TableDefinition.table(NAME)
        .comment("The trading day of each provider and symbol.")
        .reads(GoldMinuteBarsTable.NAME)
        .where(col("session").notEqual("closed"))
        .through(
            minutes ->
                QuoteAggregates.coarser(
                    minutes, col("provider"), col("symbol"), col("trading_date"), col("session")))
        .columns(QuoteAggregates.under(KEY))
        .mode(QuoteAggregates.mergedBy(KEY))
        .expect(warn("currency_consistent", "coalesce(least_currency = greatest_currency, true)"))
        .partitionBy("trading_date")
        .skipBy("symbol")
        .publishedAs(PUBLISHED)
        .build();
  }

  /** SQL for the microseconds of the session from {@code silent_from} to an instant. */
  private static String silence(String until) {
    return """
        greatest(unix_micros(%1$s) - unix_micros(silent_from)
                 - aggregate(breaks, 0L, (sum, pause) -> sum + greatest(
                     least(unix_micros(pause.ends), unix_micros(%1$s))
                     - greatest(unix_micros(pause.begins), unix_micros(silent_from)), 0L)), 0L)"""
        .formatted(until);
  }
}
