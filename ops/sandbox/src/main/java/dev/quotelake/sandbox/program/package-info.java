// SPDX-License-Identifier: Apache-2.0
/**
 * What every sandbox program does alike: read its command line, say that it is ready, and not
 * outlive the process that started it.
 */
package dev.quotelake.sandbox.program;
