// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.status;

import java.util.List;

/**
 * What the page shows, already in words.
 *
 * @param instance name of this replica
 * @param at when it was looked at, UTC
 * @param lakePage the address of the lake's page, or empty
 * @param hub the hub side
 * @param chain the hops this gateway can see
 * @param providers the provider side
 * @param errors the last errors, newest first
 */
public record StatusView(
    String instance,
    String at,
    String lakePage,
    HubView hub,
    List<HopView> chain,
    List<ProviderView> providers,
    List<ErrorView> errors) {

  /**
   * @param state in a word
   * @param good whether that is as it should be
   * @param trouble why it is not, or empty
   * @param fill share of the window in use, in percent
   */
  public record HubView(
      String way,
      String name,
      String state,
      boolean good,
      String trouble,
      int inFlight,
      int limit,
      int fill,
      String oldest,
      String throttle) {}

  /**
   * One hop of the clock chain.
   *
   * @param name the hop
   * @param from the clock it begins at
   * @param to the clock it ends at
   * @param lag how long a quote lately took
   */
  public record HopView(String name, String from, String to, String lag) {}

  /**
   * @param state how it fares, in words
   * @param good whether that is as it should be
   * @param since when that began, UTC
   * @param cause why it is not, or empty
   * @param quota what is left of the vendor's allowance, a line a window
   * @param parked how many symbols the provider does not answer for
   * @param parkedFirst some of them
   */
  public record ProviderView(
      String name,
      String definition,
      int watched,
      String interval,
      String round,
      String state,
      boolean good,
      String since,
      String cause,
      List<String> quota,
      int parked,
      List<String> parkedFirst,
      List<QuoteView> quotes) {}

  /**
   * The newest quote of a symbol.
   *
   * @param age how old it is now
   * @param stale whether that is more than a minute
   */
  public record QuoteView(
      String symbol,
      String price,
      String currency,
      String bid,
      String ask,
      String volume,
      String age,
      boolean stale) {}

  public record ErrorView(String at, String provider, String kind, String message) {}
}
