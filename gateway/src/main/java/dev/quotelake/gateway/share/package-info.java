// SPDX-License-Identifier: Apache-2.0

/** Sharing the watchlist among replicas: the hub's own group protocol says who polls what. */
package dev.quotelake.gateway.share;
