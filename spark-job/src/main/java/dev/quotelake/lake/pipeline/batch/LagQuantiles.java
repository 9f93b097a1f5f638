// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline.batch;

/**
 * How long the quotes of a micro-batch had been known, from fetched to a table's commit, in
 * seconds.
 *
 * @param p50 the lag half of them do not exceed
 * @param p95 the lag 95 % of them do not exceed
 * @param p99 the lag 99 % of them do not exceed
 */
public record LagQuantiles(double p50, double p95, double p99) {}
