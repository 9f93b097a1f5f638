// SPDX-License-Identifier: Apache-2.0

/** The programs of ops/sandbox as the tests' world outside, each a process of its own. */
package dev.quotelake.gateway.sandbox;
