// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.gold;

import dev.quotelake.lake.pipeline.table.ViewDefinition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What polling saw of each provider, symbol and trading day beside what the vendor itself says of
 * the day:
 *
 * <ul>
 *   <li>{@code range_seen}: the share of the vendor's range from low to high that was seen
 *   <li>{@code close_difference_percent}: our regular close (the day's where there is none) against
 *       the previous close the vendor tells on the next trading day
 *   <li>{@code probable_split}: the simple fraction, such as {@code 2:1} new shares for old ones,
 *       that the two are apart by
 *   <li>the symbol's silence, and whether its currency changed within the day
 * </ul>
 *
 * What the vendor does not tell is null.
 */
public final class GoldReconciliationView {

  public static final String NAME = "gold_reconciliation";

  /** Below it, a range counts as poorly seen. */
  public static final String ENOUGH_SEEN = "0.9";

  private static final List<String> SPLITS =
      List.of(
          "5:4", "4:3", "3:2", "2:1", "5:2", "3:1", "4:1", "5:1", "6:1", "7:1", "8:1", "10:1",
          "12:1", "15:1", "20:1", "25:1", "30:1", "40:1", "50:1", "100:1");

  /** How far a ratio may be from a fraction: our close is the last quote, not the official one. */
  private static final String TOLERANCE = "0.01";

  /** SQL for the share of the vendor's range that lies within a day's own. */
  private static final String RANGE_SEEN =
      """
      case when vendor_high > vendor_low
             then cast(greatest(least(high, vendor_high) - greatest(low, vendor_low), 0)
                       / (vendor_high - vendor_low) as decimal(7,6))
           when vendor_high = vendor_low
             then cast(if(vendor_high between low and high, 1, 0) as decimal(7,6)) end""";

  private static final String QUERY =
      """
      select *, cast((close_seen / nullif(next_previous_close, 0) - 1) * 100 as decimal(18,4)) as close_difference_percent,
             %s as probable_split
      from (select seen.provider, seen.symbol, seen.trading_date, low, high, vendor_low, vendor_high, %s as range_seen,
                   coalesce(regular_open, open) as open_seen, vendor_open,
                   coalesce(regular_close, close) as close_seen, told.previous_close as next_previous_close,
                   minutes_quoted, seen.regular_minutes, longest_gap_seconds, currency_changed
            from {%s} as seen
            left join {trading_days} as days on days.market = seen.market and days.trading_date = seen.trading_date
            left join (select provider, symbol, trading_date, max(last).previous_close as previous_close
                       from {table} group by provider, symbol, trading_date) as told
            on told.provider = seen.provider and told.symbol = seen.symbol
               and told.trading_date = coalesce(days.next_trading_date, date_add(seen.trading_date, 1)))"""
          .formatted(split(), RANGE_SEEN, GoldDailySummaryTable.NAME);

  private static final String REPORT =
      """
      select concat(count(*), ' days of a symbol, ', count_if(range_seen < %1$s),
                    " saw less than %1$s of the vendor's range, ", count_if(probable_split is not null),
                    ' end before a probable split, ', count_if(currency_changed), ' change their currency')
      from {view}"""
          .formatted(ENOUGH_SEEN);

  /** Up to yesterday in UTC, when a day in New York has all its sessions behind it. */
  private static final String RANGES_SEEN =
      """
      select provider, percentile(range_seen, 0.5)
      from (select provider, max_by(range_seen, trading_date) filter (where range_seen is not null) as range_seen
            from (select *, %s as range_seen
                  from (select provider, symbol, trading_date, min(low) as low, max(high) as high,
                               max(last).low as vendor_low, max(last).high as vendor_high
                        from %s where trading_date between current_date() - 7 and current_date() - 1
                        group by provider, symbol, trading_date))
            group by provider, symbol)
      where range_seen is not null
      group by provider""";

  private GoldReconciliationView() {}

  /**
   * SQL for the share of the vendor's range that a provider saw, from 0 to 1: the median of its
   * symbols, each on its newest full trading day of the last week.
   *
   * @param days how SQL names the stored rows of {@link GoldDailySummaryTable}
   */
  public static String rangesSeen(String days) {
    return RANGES_SEEN.formatted(RANGE_SEEN, days);
  }

  public static ViewDefinition definition() {
    return ViewDefinition.of(
            NAME,
            "What was seen of each day beside what the vendor says of it.",
            GoldDailySummaryTable.NAME,
            QUERY)
        .reporting(REPORT);
  }

  /** SQL for the name of the fraction the closes are apart by, either way round. */
  private static String split() {
    String fractions =
        SPLITS.stream()
            .map(split -> split.split(":"))
            .flatMap(of -> Stream.of(fraction(of[0], of[1]), fraction(of[1], of[0])))
            .collect(Collectors.joining(", "));
    return "get(filter(array(%s), split -> abs(close_seen / nullif(next_previous_close, 0) / split.ratio - 1) < %s), 0).name"
        .formatted(fractions, TOLERANCE);
  }

  private static String fraction(String newShares, String oldShares) {
    return "named_struct('name', '%1$s:%2$s', 'ratio', double(%1$s) / %2$s)"
        .formatted(newShares, oldShares);
  }
}
