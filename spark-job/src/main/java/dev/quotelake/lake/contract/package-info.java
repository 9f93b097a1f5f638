// SPDX-License-Identifier: Apache-2.0
/**
 * The wire format of the hub: the only package that knows the bytes of a quote event. Everything it
 * holds is tested against the golden samples that the gateway's build is tested against.
 */
package dev.quotelake.lake.contract;
