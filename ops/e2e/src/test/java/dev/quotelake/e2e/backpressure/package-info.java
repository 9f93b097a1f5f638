// SPDX-License-Identifier: Apache-2.0

/** The hub takes less than the provider gives: nothing may grow, nothing may be lost. */
package dev.quotelake.e2e.backpressure;
