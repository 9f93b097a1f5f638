// SPDX-License-Identifier: Apache-2.0
/**
 * The data folder of a run and what is written into it: who runs, and the settings of the gateway,
 * of Prometheus and of Grafana with this run's addresses.
 */
package dev.quotelake.sandbox.run.folder;
