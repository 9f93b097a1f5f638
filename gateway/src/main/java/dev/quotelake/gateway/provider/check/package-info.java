// SPDX-License-Identifier: Apache-2.0

/** What a person runs to see what a definition makes of a recorded answer, without a network. */
package dev.quotelake.gateway.provider.check;
