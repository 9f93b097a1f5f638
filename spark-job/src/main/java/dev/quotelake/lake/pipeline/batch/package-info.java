// SPDX-License-Identifier: Apache-2.0
/**
 * How a micro-batch goes through the tables: from the hub's records to every table, to the event
 * log, and now and then to a compaction.
 */
package dev.quotelake.lake.pipeline.batch;
