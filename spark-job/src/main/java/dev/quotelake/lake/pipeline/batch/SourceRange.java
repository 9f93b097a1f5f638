// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

import java.time.Instant;

/**
 * What a micro-batch took from one partition of the hub.
 *
 * @param topic the hub
 * @param partition the partition
 * @param from the first offset
 * @param until the offset after the last
 * @param records how many records, canaries included
 * @param canaries how many canaries
 * @param duplicates how many records repeat an event
 * @param newestAppendedAt when the hub got the newest of them
 */
public record SourceRange(
    String topic,
    int partition,
    long from,
    long until,
    long records,
    long canaries,
    long duplicates,
    Instant newestAppendedAt) {}
