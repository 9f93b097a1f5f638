// SPDX-License-Identifier: Apache-2.0
/**
 * Hadoop's view of this machine's own disk, for a job that keeps its tables there: without child
 * processes, and with a rename that two writers cannot both win.
 */
package dev.quotelake.lake.disk;
