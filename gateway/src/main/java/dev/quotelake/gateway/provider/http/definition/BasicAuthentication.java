// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

/** User and password for HTTP Basic. */
public record BasicAuthentication(Template user, Template password) {}
