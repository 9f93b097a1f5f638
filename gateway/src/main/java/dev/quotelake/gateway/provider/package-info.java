// SPDX-License-Identifier: Apache-2.0

/** Where quotes come from: the port a provider fills, what it answers and how it may fail. */
package dev.quotelake.gateway.provider;
