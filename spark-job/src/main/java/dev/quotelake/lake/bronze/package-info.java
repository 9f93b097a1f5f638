// SPDX-License-Identifier: Apache-2.0
/**
 * The records of the hub as they came, and nothing else: what everything above can be rebuilt from.
 */
package dev.quotelake.lake.bronze;
