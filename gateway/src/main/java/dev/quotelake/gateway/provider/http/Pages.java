// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.http.definition.PagingDefinition;
import dev.quotelake.gateway.provider.http.mapping.AnswerReading;
import java.net.URI;
import java.util.Optional;

/**
 * Goes from page to page: on the same host only, and not for ever. Symbols on pages that are not
 * read are rejected, not taken for unknown.
 */
final class Pages {

  private final Optional<PagingDefinition> definition;
  private final RequestTemplate requests;

  Pages(Optional<PagingDefinition> definition, RequestTemplate requests) {
    this.definition = definition;
    this.requests = requests;
  }

  /**
   * The URL of the next page, or null if it may not be read.
   *
   * @param from URL of this page
   * @param page its number, from 1
   * @param next what it says of the next
   */
  URI follow(URI from, int page, String next, AnswerReading reading) {
    PagingDefinition paging = definition.orElseThrow();
    if (page >= paging.pagesAtMost()) {
      reading.rejectTheRest(
          "page_not_read",
          "there are more than " + paging.pagesAtMost() + " pages: raise paging.pages-at-most");
      return null;
    }
    return paging
        .parameter()
        .map(parameter -> withToken(from, parameter, next))
        .orElseGet(() -> link(from, next, reading));
  }

  private static URI withToken(URI from, String parameter, String token) {
    String pair = Percent.encode(parameter) + "=" + Percent.encode(token);
    String query = from.getRawQuery();
    StringBuilder kept = new StringBuilder();
    if (query != null) {
      for (String old : query.split("&")) {
        if (!old.startsWith(Percent.encode(parameter) + "=")) {
          kept.append(old).append('&');
        }
      }
    }
    String url = from.toString();
    int mark = url.indexOf('?');
    return URI.create((mark < 0 ? url : url.substring(0, mark)) + "?" + kept + pair);
  }

  private URI link(URI from, String next, AnswerReading reading) {
    URI to;
    try {
      to = from.resolve(next);
    } catch (IllegalArgumentException noUrl) {
      reading.rejectTheRest("page_not_read", "the link to the next page is no URL");
      return null;
    }
    if (!Hosts.isSame(from, to)) {
      reading.rejectTheRest(
          "page_not_read",
          "the next page is on another host, " + Hosts.name(to) + ", which gets no keys from us");
      return null;
    }
    return requests.withCredentials(to);
  }
}
