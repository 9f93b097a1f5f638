// SPDX-License-Identifier: Apache-2.0

/** The language of the gateway: what a quote is. Depends on nothing else. */
package dev.quotelake.gateway.quote;
