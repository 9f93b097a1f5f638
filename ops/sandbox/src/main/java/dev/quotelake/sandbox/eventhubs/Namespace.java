// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

/**
 * What both doors of the double share.
 *
 * @param access who may enter
 * @param throttle how much they may bring
 * @param board what is wrong at the moment
 * @param counters what happened
 */
public record Namespace(
    AccessPolicy access, Throttle throttle, FaultBoard board, Counters counters) {}
