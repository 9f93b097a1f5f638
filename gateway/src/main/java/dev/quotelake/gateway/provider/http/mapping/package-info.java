// SPDX-License-Identifier: Apache-2.0

/**
 * From the bytes of an answer to quotes, in one streaming pass. A definition's pointers are
 * compiled once into two tries (one for the answer, one for a record) whose leaves are readers; a
 * reader turns the parser's own characters into a number or a time without making a string of them.
 * {@code ops/bench/mapping} compares this with a Jackson tree for each record.
 */
package dev.quotelake.gateway.provider.http.mapping;
