// SPDX-License-Identifier: Apache-2.0

/**
 * Holds programs, rules and dashboards to the names of {@code ops/contract/metrics.yaml}, and what
 * they say about the lag to what the tables say.
 */
package dev.quotelake.e2e.observe;
