// SPDX-License-Identifier: Apache-2.0
/**
 * Tables as definitions, and the engine that runs them: it infers the graph from what each table
 * reads, refuses a graph that cannot work before anything starts, and writes every micro-batch
 * table by table so that a crash between any two writes changes nothing.
 */
package dev.quotelake.lake.pipeline;
