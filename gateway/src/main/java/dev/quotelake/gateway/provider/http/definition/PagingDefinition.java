// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.definition;

import java.util.Optional;

/**
 * How an answer leads to its next page.
 *
 * @param next where the URL or the token of the next page is
 * @param parameter the query parameter that takes the token; without it {@code next} is a URL
 * @param pagesAtMost pages in all
 */
public record PagingDefinition(Pointer next, Optional<String> parameter, int pagesAtMost) {}
