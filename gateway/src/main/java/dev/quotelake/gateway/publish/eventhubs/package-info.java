// SPDX-License-Identifier: Apache-2.0

/**
 * The way to the hub in AMQP, through Azure's own client. The client has no backpressure and its
 * buffered form deadlocks, so batching and the bound on sends are ours: one sender a partition, one
 * send under way in each.
 */
package dev.quotelake.gateway.publish.eventhubs;
