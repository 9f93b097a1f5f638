// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider;

/**
 * A record of a provider that is not a quote; what a dead letter tells.
 *
 * @param symbol the symbol it speaks of, or null if that cannot be told
 * @param reason short stable name of what is wrong, in snake case, one of a bounded set (a metric
 *     label)
 * @param detail a sentence for a person, without secrets
 * @param record the offending record, size-capped and with keys redacted, or null
 */
public record Reject(String symbol, String reason, String detail, String record) {}
