// SPDX-License-Identifier: Apache-2.0

/**
 * The way to the hub in the Kafka protocol. A SmallRye channel gives configuration and lifecycle;
 * whole batches go straight to the channel's own producer on its sending thread.
 */
package dev.quotelake.gateway.publish.kafka;
