// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code ops/run} does: starts every program of the pipeline as a process of its own, keeps
 * them running as their platforms would, shows the quotes flow, and ends it all in order.
 */
package dev.quotelake.sandbox.run;
