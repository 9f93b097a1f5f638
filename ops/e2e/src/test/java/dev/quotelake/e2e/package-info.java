// SPDX-License-Identifier: Apache-2.0

/** The repository as the tests use it: its files, its commands, and a whole pipeline that runs. */
package dev.quotelake.e2e;
