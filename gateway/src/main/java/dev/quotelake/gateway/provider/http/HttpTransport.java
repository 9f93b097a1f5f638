// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.http.ProviderAccess.Network;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition.Limits;
import dev.quotelake.gateway.provider.http.mapping.AnswerBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests and takes in whole answers, within the limits of a definition. Blocking sockets:
 * for bodies of some hundred kilobytes they cost a quarter of what asynchronous clients do. It
 * follows no redirects and retries nothing; TLS certificates and host names are verified.
 */
final class HttpTransport implements AutoCloseable {

  private final CloseableHttpClient client;
  private final Limits limits;
  private final Optional<ForwardProxy> proxy;
  private final BodyBuffers buffers;
  private final ScheduledThreadPoolExecutor watchdog;

  /**
   * @param cookies whether cookies are kept and sent back
   */
  HttpTransport(Limits limits, Network network, boolean cookies) {
    this.limits = limits;
    proxy = network.proxy();
    buffers = new BodyBuffers(network.connections(), limits.responseBytes());
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(network.connections())
            .setMaxConnPerRoute(network.connections())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(limits.connectTimeout()))
                    .setSocketTimeout(Timeout.of(limits.readTimeout()))
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .build());
    network.tls().map(DefaultClientTlsStrategy::new).ifPresent(connections::setTlsSocketStrategy);
    client =
        network.proxy().isEmpty() && !cookies
            ? HttpClients.createMinimal(connections.build())
            : client(connections.build(), network.proxy(), cookies);
    watchdog =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "provider-timeouts");
              thread.setDaemon(true);
              return thread;
            });
    watchdog.setRemoveOnCancelPolicy(true);
  }

  /** A client that does what is asked of it and nothing else by itself. */
  private static CloseableHttpClient client(
      HttpClientConnectionManager connections, Optional<ForwardProxy> proxy, boolean cookies) {
    HttpClientBuilder client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableConnectionState();
    if (!cookies) {
      client.disableCookieManagement();
    }
    proxy.ifPresent(
        by -> client.setRoutePlanner(by).setDefaultCredentialsProvider(by.credentials()));
    return client.build();
  }

  /**
   * Asks and waits for the whole answer.
   *
   * @throws SocketTimeoutException if the answer takes longer than allowed, however steadily it
   *     drips
   * @throws IOException if there is no answer or it breaks off
   */
  HttpAnswer send(HttpRequest asked) throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase(asked.method(), asked.uri());
    request.setHeader("Accept-Encoding", "gzip");
    request.setHeader("Accept", "application/json, */*;q=0.5");
    asked.headers().forEach(request::setHeader);
    asked.body().ifPresent(bytes -> request.setEntity(new ByteArrayEntity(bytes, null)));
    Future<?> deadline =
        watchdog.schedule(request::cancel, limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try {
      return exchange(request);
    } catch (IOException | IllegalStateException broken) {
      if (request.isCancelled()) {
        throw new SocketTimeoutException(
            "the answer was not complete after " + limits.timeout().toMillis() + " ms");
      }
      throw broken;
    } finally {
      deadline.cancel(false);
    }
  }

  private HttpAnswer exchange(HttpUriRequestBase request) throws IOException {
    try (ClassicHttpResponse response = client.executeOpen(target(request), request, null)) {
      AnswerBody body = body(response);
      Instant now = Instant.now();
      return new HttpAnswer(
          response.getCode(),
          headers(response),
          body,
          now.getEpochSecond() * 1_000_000 + now.getNano() / 1000,
          buffers::giveBack);
    }
  }

  private static HttpHost target(HttpUriRequestBase request) {
    return new HttpHost(request.getScheme(), request.getAuthority());
  }

  private static Map<String, String> headers(ClassicHttpResponse response) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getHeaders()) {
      headers.putIfAbsent(header.getName(), header.getValue());
    }
    return headers;
  }

  private AnswerBody body(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new AnswerBody(new byte[0], 0);
    }
    String encoding = entity.getContentEncoding();
    InputStream content = entity.getContent();
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return buffers.read(content);
    }
    if (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")) {
      return buffers.read(new GZIPInputStream(content, 16 << 10));
    }
    throw new IOException("the answer is compressed as " + encoding + ", which was not asked for");
  }

  /** The host and port of the proxy a URL is asked through, if it is. */
  Optional<String> proxy(URI target) {
    return proxy.flatMap(by -> by.goesBetween(target));
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    watchdog.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}
