// SPDX-License-Identifier: Apache-2.0

/**
 * The Kafka listener: a proxy that ends TLS and SASL itself, keeps Event Hubs' rules, and forwards
 * what is left to the plain broker. Bytes are read and written with Kafka's own protocol classes.
 */
package dev.quotelake.sandbox.eventhubs.kafka;
