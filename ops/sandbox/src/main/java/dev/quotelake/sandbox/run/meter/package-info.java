// SPDX-License-Identifier: Apache-2.0
/**
 * The run's numbers, read from the metrics that the gateway and the lake serve: the same that
 * Prometheus scrapes.
 */
package dev.quotelake.sandbox.run.meter;
