// SPDX-License-Identifier: Apache-2.0
/**
 * What a table is: its definition, what must be true of its rows, how partial aggregates of one key
 * combine, and the graph that definitions make. Nothing here reads or writes.
 */
package dev.quotelake.lake.pipeline.table;
