// SPDX-License-Identifier: Apache-2.0
/**
 * Where the tables are stored and who may write them: each batch is in each table once, whoever
 * tries to write it, and how often.
 */
package dev.quotelake.lake.pipeline.store;
