// SPDX-License-Identifier: Apache-2.0
/**
 * The hub's stand-in: an Apache Kafka broker from its published jars, one node, KRaft; and the hubs
 * in it, as the sandbox makes and counts them.
 */
package dev.quotelake.sandbox.broker;
