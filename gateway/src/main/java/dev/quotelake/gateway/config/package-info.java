// SPDX-License-Identifier: Apache-2.0

/** What a person can set: typed, with units and defaults, checked before anything starts. */
package dev.quotelake.gateway.config;
