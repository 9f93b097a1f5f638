// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.ProviderException.Kind;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.RequestObserver;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition.Paging;
import dev.quotelake.gateway.provider.http.mapping.AnswerReading;
import dev.quotelake.gateway.provider.http.mapping.AnswerRules;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A provider as its definition describes it: makes the request, waits at the gate, takes in the
 * answer, judges it, reads its records, goes on to the next page.
 */
public final class HttpQuoteProvider implements QuoteProvider {

  private final String name;
  private final int maxSymbols;
  private final HttpTransport transport;
  private final RequestTemplate requests;
  private final RequestGate gate;
  private final Exchange exchange;
  private final AnswerRules rules;
  private final ResponseClassifier classifier;
  private final Optional<Paging> paging;
  private final Optional<AccessToken> login;
  private final RequestObserver observer;

  /**
   * @param definition how to ask and how to read
   * @param access where it is asked, and as whom
   * @param gate keeps the vendor's allowance
   * @param clock for cool-downs that end at a given time
   * @param observer is told of each request
   */
  public HttpQuoteProvider(
      ProviderDefinition definition,
      ProviderAccess access,
      RequestGate gate,
      Clock clock,
      RequestObserver observer) {
    this.observer = observer;
    this.gate = gate;
    name = access.name();
    maxSymbols = Math.min(definition.request().symbols().atMost(), access.symbolsAtMost());
    Secret token = new Secret("");
    Redactor redactor = new Redactor(secrets(access, token));
    requests = new RequestTemplate(definition.request(), access, token, clock);
    transport =
        new HttpTransport(definition.limits(), access.network(), definition.request().cookies());
    exchange = new Exchange(name, transport, redactor);
    rules = new AnswerRules(name, definition, redactor::redact, access.keepRaw());
    classifier = new ResponseClassifier(name, definition, clock, redactor);
    paging = definition.paging();
    login =
        definition
            .request()
            .token()
            .map(
                to ->
                    new AccessToken(
                        to, () -> requests.tokenRequest(to), exchange, classifier, token, clock));
  }

  private static List<Secret> secrets(ProviderAccess access, Secret token) {
    List<Secret> all = new ArrayList<>(access.credentials().values());
    all.add(token);
    access.network().proxy().flatMap(ForwardProxy::password).ifPresent(all::add);
    return all;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int maxSymbols() {
    return maxSymbols;
  }

  @Override
  public QuoteBatch fetch(List<String> symbols, Permit permit) throws ProviderException {
    if (symbols.isEmpty() || symbols.size() > maxSymbols) {
      throw new IllegalArgumentException(
          "%s symbols asked of %s, which takes 1 to %s (none would mean the whole market to some vendors)"
              .formatted(symbols.size(), name, maxSymbols));
    }
    AnswerReading reading = AnswerReading.begin(rules, symbols);
    String token = token();
    if (!permit.use(symbols.size())) {
      gate.pass(symbols.size());
    }
    Optional<HttpRequest> next;
    try {
      next = readPage(requests.request(symbols), 1, reading, symbols.size());
    } catch (ProviderException failure) {
      if (failure.kind() != Kind.UNAUTHENTICATED || login.isEmpty()) {
        throw failure;
      }
      next = readWithAnother(token, symbols, reading);
    }
    readFurtherPages(next, reading);
    return reading.batch();
  }

  private String token() throws ProviderException {
    return login.isPresent() ? login.get().ensure() : "";
  }

  /** A token may be revoked before it expires: once, another is asked for. */
  private Optional<HttpRequest> readWithAnother(
      String token, List<String> symbols, AnswerReading reading) throws ProviderException {
    login.orElseThrow().refused(token);
    token();
    gate.pass(symbols.size());
    return readPage(requests.request(symbols), 1, reading, symbols.size());
  }

  /** A page that fails takes nothing from those before it. */
  private void readFurtherPages(Optional<HttpRequest> second, AnswerReading reading) {
    Optional<HttpRequest> request = second;
    try {
      for (int page = 2; request.isPresent(); page++) {
        gate.pass(0);
        request = readPage(request.get(), page, reading, 0);
      }
    } catch (ProviderException failure) {
      reading.rejectTheRest("page_not_read", failure.getMessage());
    }
  }

  /** Reads a page and says how to ask for the next one. */
  private Optional<HttpRequest> readPage(
      HttpRequest request, int page, AnswerReading reading, int symbols) throws ProviderException {
    long begin = System.nanoTime();
    Optional<ProviderException.Kind> failed = Optional.empty();
    try (HttpAnswer answer = exchange.ask(request)) {
      return classifier
          .read(answer, reading, symbols)
          .flatMap(next -> follow(request.uri(), page, next, reading))
          .map(request::at);
    } catch (ProviderException failure) {
      failed = Optional.of(failure.kind());
      throw failure;
    } finally {
      observer.requested(name, failed, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  /**
   * The URL of the next page, if it may be read: on the same host only, and not for ever. Symbols
   * on pages that are not read are rejected, not taken for unknown.
   *
   * @param from URL of this page
   * @param page its number, from 1
   * @param next what it says of the next
   */
  private Optional<URI> follow(URI from, int page, String next, AnswerReading reading) {
    Paging rule = paging.orElseThrow();
    if (page >= rule.pagesAtMost()) {
      return reject(
          reading,
          "there are more than " + rule.pagesAtMost() + " pages: raise paging.pages-at-most");
    }
    if (rule.parameter().isPresent()) {
      return Optional.of(RequestTemplate.withParameter(from, rule.parameter().get(), next));
    }
    try {
      URI to = from.resolve(next);
      return Exchange.host(from).equals(Exchange.host(to))
          ? Optional.of(requests.withCredentials(to))
          : reject(
              reading,
              "the next page is on another host, %s, which gets no keys from us"
                  .formatted(Exchange.host(to)));
    } catch (IllegalArgumentException noUrl) {
      return reject(reading, "the link to the next page is no URL");
    }
  }

  private static Optional<URI> reject(AnswerReading reading, String why) {
    reading.rejectTheRest("page_not_read", why);
    return Optional.empty();
  }

  @Override
  public void close() {
    transport.close();
  }
}
