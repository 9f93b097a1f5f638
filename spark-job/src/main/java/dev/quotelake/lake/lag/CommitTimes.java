// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.lag;

/**
 * When the tables of one micro-batch were committed: the driver's clock when each write returned,
 * in microseconds since 1970. The event log keeps the same values as {@code committed_at}, so every
 * lag can be computed again by SQL.
 *
 * @param bronzeMicros bronze_quotes
 * @param silverMicros silver_quotes
 * @param goldMicros the last of the gold tables
 */
public record CommitTimes(long bronzeMicros, long silverMicros, long goldMicros) {}
