// SPDX-License-Identifier: Apache-2.0

/**
 * The AMQP listener: as much of Event Hubs' AMQP 1.0 as a producer of the Azure SDK meets ({@code
 * $cbs}, {@code $management}, event links with credit, batches), on proton-j's reactor.
 */
package dev.quotelake.sandbox.eventhubs.amqp;
