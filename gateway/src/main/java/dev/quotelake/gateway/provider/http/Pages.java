// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.http.definition.ProviderDefinition.Paging;
import dev.quotelake.gateway.provider.http.mapping.AnswerReading;
import java.net.URI;
import java.util.Optional;

/**
 * Goes from page to page: on the same host only, and not for ever. Symbols on pages that are not
 * read are rejected, not taken for unknown.
 */
final class Pages {

  private final Optional<Paging> definition;
  private final RequestTemplate requests;

  Pages(Optional<Paging> definition, RequestTemplate requests) {
    this.definition = definition;
    this.requests = requests;
  }

  /**
   * The URL of the next page, if it may be read.
   *
   * @param from URL of this page
   * @param page its number, from 1
   * @param next what it says of the next
   */
  Optional<URI> follow(URI from, int page, String next, AnswerReading reading) {
    Paging paging = definition.orElseThrow();
    if (page >= paging.pagesAtMost()) {
      return reject(
          reading,
          "there are more than " + paging.pagesAtMost() + " pages: raise paging.pages-at-most");
    }
    if (paging.parameter().isPresent()) {
      return Optional.of(RequestTemplate.withParameter(from, paging.parameter().get(), next));
    }
    try {
      URI to = from.resolve(next);
      return Exchange.host(from).equals(Exchange.host(to))
          ? Optional.of(requests.withCredentials(to))
          : reject(
              reading,
              "the next page is on another host, "
                  + Exchange.host(to)
                  + ", which gets no keys from us");
    } catch (IllegalArgumentException noUrl) {
      return reject(reading, "the link to the next page is no URL");
    }
  }

  private static Optional<URI> reject(AnswerReading reading, String why) {
    reading.rejectTheRest("page_not_read", why);
    return Optional.empty();
  }
}
