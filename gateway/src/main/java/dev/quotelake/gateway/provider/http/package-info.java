// SPDX-License-Identifier: Apache-2.0

/**
 * The one provider there is: it asks over HTTP and reads the answer, both as a definition says.
 * {@link dev.quotelake.gateway.provider.http.HttpQuoteProvider} tells the story.
 */
package dev.quotelake.gateway.provider.http;
