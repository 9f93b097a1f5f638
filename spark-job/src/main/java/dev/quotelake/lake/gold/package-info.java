// SPDX-License-Identifier: Apache-2.0
/**
 * What people ask for: the latest quotes, bars by the minute, the trading day. Kept as parts that
 * combine in any order.
 */
package dev.quotelake.lake.gold;
