// SPDX-License-Identifier: Apache-2.0
/** What a run looks like: one live screen on a terminal, a line now and then anywhere else. */
package dev.quotelake.sandbox.run.screen;
