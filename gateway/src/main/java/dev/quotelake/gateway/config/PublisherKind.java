// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.config;

/** The ways to the hub. */
public enum PublisherKind {
  /** The Kafka protocol. */
  KAFKA,
  /** AMQP, through Azure's own client. */
  EVENTHUBS
}
