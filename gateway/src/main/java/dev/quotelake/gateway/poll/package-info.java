// SPDX-License-Identifier: Apache-2.0

/**
 * When to ask whom for what: {@link dev.quotelake.gateway.poll.PollLoop} is the story. Beside it
 * the replicas' shares of the watchlist, and the canary, which asks nobody and else goes the same
 * way.
 */
package dev.quotelake.gateway.poll;
