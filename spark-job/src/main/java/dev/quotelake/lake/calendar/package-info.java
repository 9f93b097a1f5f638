// SPDX-License-Identifier: Apache-2.0

/**
 * When markets trade, because a quote's trading day and session follow from its market's calendar
 * and not from the date of its time. Calendars are data: one file a market in this package's
 * resources, and a user's own files beside them.
 *
 * <h2>A file</h2>
 *
 * <pre>{@code
 * # Tokyo Stock Exchange.
 * market XTKS
 * zone Asia/Tokyo
 * known 2013-01-01 to 2027-12-31
 *
 * hours usual                  regular 09:00-11:30  break 11:30-12:30  regular 12:30-15:00
 * hours usual from 2024-11-05  regular 09:00-11:30  break 11:30-12:30  regular 12:30-15:30
 * hours early                  regular 09:00-11:30
 *
 * closed 2026  01-01 01-02 01-12
 * early 2026   12-30
 * }</pre>
 *
 * <ul>
 *   <li>{@code market}: the code by which quotes name the market, an ISO 10383 MIC as a rule, and
 *       the codes of others that keep the same calendar.
 *   <li>{@code zone}: the time zone of all times in the file.
 *   <li>{@code known}: the first and the last date for which the days below are complete; without
 *       it there are no holidays to know.
 *   <li>{@code week}: the days of the week with trading, {@code mon tue wed thu fri} if not given.
 *   <li>{@code hours NAME}: sessions in their order: {@code pre}, {@code regular}, {@code break},
 *       {@code post}, {@code overnight}. The beginning belongs to a session, the end does not. A
 *       first session that ends before it begins, such as {@code overnight 20:00-04:00}, begins the
 *       evening before. {@code from DATE} says when these hours replaced the ones above. The hours
 *       {@code usual} are those of every day of the week that no other line names.
 *   <li>{@code closed YEAR}: days without trading.
 *   <li>{@code NAME YEAR}: days with the hours of that name, at a weekend too.
 * </ul>
 *
 * <h2>Trading day</h2>
 *
 * A trading day begins when the last session of the one before has ended, so whatever is quoted
 * while a market is closed is dated to its next trading day. Outside of the known dates the usual
 * hours of the week go on, and each answer says that the calendar does not reach there.
 */
package dev.quotelake.lake.calendar;
