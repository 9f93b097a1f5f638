// SPDX-License-Identifier: Apache-2.0

/**
 * The lake's page for a person, at {@code /} of the metrics port: the graph as it runs, the clock
 * chain, the last micro-batches, the rules that fail, and candles of a chosen symbol. Plain HTML
 * and SVG made here, no script.
 *
 * <p>A view takes nothing from a micro-batch: figures come from memory, without a lock that a
 * micro-batch takes. Only candles ask gold, see {@link dev.quotelake.lake.page.GoldReader}.
 */
package dev.quotelake.lake.page;
