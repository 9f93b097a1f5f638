// SPDX-License-Identifier: Apache-2.0
/**
 * SQL over the stored tables, which it cannot change: statements from a command line, a file or a
 * shell are checked, told what the names of tables mean, and answered as text or into a file.
 */
package dev.quotelake.lake.query;
