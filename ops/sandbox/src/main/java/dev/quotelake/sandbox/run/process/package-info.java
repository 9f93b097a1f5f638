// SPDX-License-Identifier: Apache-2.0
/** The programs of a run as processes: how they are started, watched, asked and ended. */
package dev.quotelake.sandbox.run.process;
