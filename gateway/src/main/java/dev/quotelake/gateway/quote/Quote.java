// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.quote;

/**
 * What a provider said of one symbol at one moment. Components that a provider may leave out are
 * null when it did.
 *
 * @param provider configured name of the provider
 * @param symbol symbol as in the watchlist
 * @param price last trade price
 * @param bid best bid, or null
 * @param ask best ask, or null
 * @param open the trading day's first price, or null
 * @param high the trading day's highest price so far, or null
 * @param low the trading day's lowest price so far, or null
 * @param previousClose the previous trading day's close, or null
 * @param bidSize shares bid, or null
 * @param askSize shares asked, or null
 * @param lastSize shares of the last trade, or null
 * @param dayVolume shares traded since the trading day began, or null
 * @param currency ISO 4217 code or a provider's code of a minor unit, or null
 * @param quotedAtMicros time of the quote in microseconds since 1970-01-01T00:00:00Z
 * @param quotedAtSource whose clock {@code quotedAtMicros} is
 * @param fetchedAtMicros when the response was complete, in microseconds since 1970-01-01T00:00:00Z
 * @param market ISO 10383 code of the market whose calendar the quote lives by, or {@code 24/7} or
 *     {@code FX}; null unless the definition says
 * @param raw the provider's own record, or null unless it is kept
 */
public record Quote(
    String provider,
    String symbol,
    Price price,
    Price bid,
    Price ask,
    Price open,
    Price high,
    Price low,
    Price previousClose,
    Quantity bidSize,
    Quantity askSize,
    Quantity lastSize,
    Quantity dayVolume,
    String currency,
    long quotedAtMicros,
    QuotedAtSource quotedAtSource,
    long fetchedAtMicros,
    String market,
    String raw) {}
