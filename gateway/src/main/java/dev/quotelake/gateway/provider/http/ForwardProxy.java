// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * An HTTP proxy between the gateway and a provider. TLS goes through it untouched, so it sees no
 * key of a provider that is asked by https.
 */
public final class ForwardProxy extends DefaultRoutePlanner {

  private final URI url;
  private final Predicate<HttpHost> goesDirectly;

  private ForwardProxy(URI url, Predicate<HttpHost> goesDirectly) {
    super(null);
    this.url = url;
    this.goesDirectly = goesDirectly;
  }

  /**
   * The proxy that a setting names; every request goes through it.
   *
   * @param setting {@code http://HOST:PORT}, perhaps with {@code USER:PASSWORD@}
   * @throws IllegalArgumentException if it names none; its message does not repeat it
   */
  public static ForwardProxy at(String setting) {
    return new ForwardProxy(url(setting), target -> false);
  }

  /**
   * The proxy that the environment names for a URL's scheme: {@code HTTPS_PROXY} or {@code
   * HTTP_PROXY}, in capitals or not, except for the hosts of {@code NO_PROXY} and this machine.
   *
   * @throws IllegalArgumentException if the variable names none; its message does not repeat it
   */
  public static Optional<ForwardProxy> of(Map<String, String> environment, String baseUrl) {
    String scheme = baseUrl.startsWith("https:") ? "https" : "http";
    String excepted = variable(environment, "no_proxy").orElse("");
    return variable(environment, scheme + "_proxy")
        .map(proxy -> new ForwardProxy(url(proxy), target -> isExcepted(target, excepted)));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  private static URI url(String text) {
    URI url = URI.create(text.contains("://") ? text : "http://" + text);
    if (!"http".equals(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException("not the URL of an HTTP proxy");
    }
    return url;
  }

  /** A name stands for itself and what ends with it after a dot; a star for everything. */
  private static boolean isExcepted(HttpHost target, String excepted) {
    String host = target.getHostName().toLowerCase(Locale.ROOT);
    boolean here =
        host.equals("localhost")
            || host.startsWith("127.")
            || host.endsWith("::1]")
            || host.equals("::1");
    return here
        || Stream.of(excepted.toLowerCase(Locale.ROOT).split("[\\s,]+"))
            .map(name -> name.replaceFirst(":[0-9]+$", "").replaceFirst("^[*]?[.]", ""))
            .filter(name -> !name.isEmpty())
            .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  @Override
  protected HttpHost determineProxy(HttpHost target, HttpContext context) {
    return goesDirectly.test(target) ? null : host();
  }

  private HttpHost host() {
    return new HttpHost("http", url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
  }

  /** Its host and port, if requests to a URL go through it. */
  Optional<String> goesBetween(URI target) {
    return Optional.ofNullable(determineProxy(HttpHost.create(target), null))
        .map(HttpHost::toHostString);
  }

  /** The password it is entered with, if there is one. */
  Optional<Secret> password() {
    return login().map(login -> new Secret(login[1]));
  }

  private Optional<String[]> login() {
    return Optional.ofNullable(url.getRawUserInfo())
        .map(info -> (info.contains(":") ? info : info + ":").split(":", 2))
        .map(info -> new String[] {decoded(info[0]), decoded(info[1])});
  }

  /** A plus is a plus: this is no form. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  CredentialsProvider credentials() {
    BasicCredentialsProvider known = new BasicCredentialsProvider();
    login()
        .ifPresent(
            login ->
                known.setCredentials(
                    new AuthScope(host()),
                    new UsernamePasswordCredentials(login[0], login[1].toCharArray())));
    return known;
  }
}
