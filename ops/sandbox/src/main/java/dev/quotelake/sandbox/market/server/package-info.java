// SPDX-License-Identifier: Apache-2.0
/**
 * The simulator as a program: an HTTP server for the vendors' endpoints, and {@code /control} to
 * command it.
 */
package dev.quotelake.sandbox.market.server;
