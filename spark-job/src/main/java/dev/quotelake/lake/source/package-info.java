// SPDX-License-Identifier: Apache-2.0
/** Reads the hub: how to connect, what a record looks like as columns, and which records repeat. */
package dev.quotelake.lake.source;
