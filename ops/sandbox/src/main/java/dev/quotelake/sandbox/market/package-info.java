// SPDX-License-Identifier: Apache-2.0
/**
 * The providers' stand-in: a market (synthetic, or a replay of recorded ticks) served over HTTP in
 * the shapes of {@code vendorapi}, with the vendors' keys, limits and errors, and with faults on
 * command.
 */
package dev.quotelake.sandbox.market;
