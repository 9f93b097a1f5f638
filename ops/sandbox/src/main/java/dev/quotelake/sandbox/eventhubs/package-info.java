// SPDX-License-Identifier: Apache-2.0

/**
 * A double of Azure Event Hubs: listeners for Kafka and AMQP before one real Kafka broker, so that
 * Azure's rules (identity, limits, throttling, cuts) are tested without Azure. What comes by either
 * protocol lies in the broker's topic of that name, where the lake reads it.
 */
package dev.quotelake.sandbox.eventhubs;
