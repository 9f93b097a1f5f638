// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/** One request and its answer, redirects on the same host included: keys go to one host only. */
record Exchange(String provider, HttpTransport transport, Redactor redactor) {

  private static final int MOST_REDIRECTS = 3;

  /**
   * Asks, and asks again where a redirect leads to if that is the same host.
   *
   * @throws ProviderException if there is no complete answer
   */
  HttpAnswer ask(HttpRequest request) throws ProviderException {
    HttpRequest at = request;
    for (int redirects = 0; ; redirects++) {
      HttpAnswer answer = send(at);
      String location = answer.header("Location").orElse(null);
      if (answer.status() / 100 != 3 || location == null) {
        return answer;
      }
      answer.close();
      if (redirects == MOST_REDIRECTS) {
        throw failure(Kind.UNAVAILABLE, "redirects more than " + MOST_REDIRECTS + " times");
      }
      at = at.at(follow(at.uri(), location));
    }
  }

  private URI follow(URI from, String location) throws ProviderException {
    try {
      URI to = from.resolve(location);
      if (host(from).equals(host(to))) {
        return to;
      }
      throw failure(
          Kind.UNAVAILABLE,
          "redirects to "
              + host(to)
              + ", and keys are not sent to another host; if that is where the API lives now, set"
              + " base-url");
    } catch (IllegalArgumentException noUrl) {
      throw failure(Kind.UNAVAILABLE, "redirects to something that is no URL");
    }
  }

  /** Scheme, host and port, without path and query. */
  static String host(URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null) {
      return "no host";
    }
    int standard = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    int port = uri.getPort() < 0 ? standard : uri.getPort();
    return (uri.getScheme() + "://" + uri.getHost() + ":" + port).toLowerCase(Locale.ROOT);
  }

  private HttpAnswer send(HttpRequest request) throws ProviderException {
    try {
      return transport.send(request);
    } catch (BodyBuffers.TooLargeException tooLarge) {
      throw failure(
          Kind.MALFORMED_ANSWER,
          tooLarge.getMessage() + "; ask for fewer symbols at once or raise limits.response-size");
    } catch (IOException | IllegalStateException broken) {
      String words = broken.getMessage() == null ? "" : ", " + broken.getMessage();
      String way = transport.proxy(request.uri()).map(" through the proxy "::concat).orElse("");
      throw failure(
          Kind.UNAVAILABLE,
          "gave no answer" + way + ": " + broken.getClass().getSimpleName() + words);
    }
  }

  /** The cause is left out on purpose: its message may hold the URL and the URL a key. */
  private ProviderException failure(Kind kind, String what) {
    return new ProviderException(kind, redactor.redact(provider + " " + what));
  }
}
