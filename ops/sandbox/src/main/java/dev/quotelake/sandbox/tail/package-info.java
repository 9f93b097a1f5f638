// SPDX-License-Identifier: Apache-2.0
/** What {@code ops/tail} does: reads a hub and prints its quotes as they come. */
package dev.quotelake.sandbox.tail;
