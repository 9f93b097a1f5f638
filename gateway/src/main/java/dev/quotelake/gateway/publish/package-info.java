// SPDX-License-Identifier: Apache-2.0

/** Handing quotes to the hub: the port, the credit that bounds what is under way, dead letters. */
package dev.quotelake.gateway.publish;
