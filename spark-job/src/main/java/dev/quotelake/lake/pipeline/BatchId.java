// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.pipeline;

/**
 * A micro-batch of a flow.
 *
 * @param flow identifies the checkpoint: another checkpoint counts its batches from zero again, and
 *     must not be taken for this one
 * @param number counts up from 0
 */
public record BatchId(String flow, long number) {}
