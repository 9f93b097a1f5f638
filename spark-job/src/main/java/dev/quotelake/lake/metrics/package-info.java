// SPDX-License-Identifier: Apache-2.0

/**
 * Tells how late the tables are: the clock chain of every record from quote to gold as histograms,
 * the meters of the running streams, and their way out ({@code /metrics}, Pushgateway). Names,
 * units and labels are those of {@code ops/contract/metrics.yaml}.
 *
 * <p>Nothing here costs a Spark action of its own: what must be counted per record rides in an
 * aggregation the batch does anyway ({@link dev.quotelake.lake.metrics.FlowClocks}), and becomes
 * lags once the commit times are known ({@link dev.quotelake.lake.metrics.HopLatency}).
 */
package dev.quotelake.lake.metrics;
