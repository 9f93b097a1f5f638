// SPDX-License-Identifier: Apache-2.0

/**
 * What is known of an instrument beside its quotes: name, exchange, sector, currency. The list
 * comes from outside and changes; the lake keeps every version with the time it was valid, so a
 * quote is enriched with what was known when it was quoted, also when a table is rebuilt.
 */
package dev.quotelake.lake.reference;
