// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import java.net.URI;
import java.util.Locale;

/** Tells hosts apart: keys go to one host only. */
final class Hosts {

  private Hosts() {}

  /** Whether both URLs have the same scheme, host and port. */
  static boolean isSame(URI one, URI other) {
    return name(one).equals(name(other));
  }

  /** Scheme, host and port, without path and query. */
  static String name(URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null) {
      return "no host";
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : 80;
    int port = uri.getPort() < 0 ? standard : uri.getPort();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
