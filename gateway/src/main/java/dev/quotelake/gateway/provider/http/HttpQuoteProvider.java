// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.RequestObserver;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.mapping.AnswerReading;
import dev.quotelake.gateway.provider.http.mapping.AnswerRules;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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
  private final Pages pages;
  private final RequestObserver observer;

  /**
   * A provider ready to be asked.
   *
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
    Redactor redactor = new Redactor(access.credentials().values());
    requests = new RequestTemplate(definition.request(), access);
    transport = new HttpTransport(definition.limits(), access.connections());
    exchange = new Exchange(name, transport, requests::headers, redactor);
    rules = new AnswerRules(name, definition, redactor::redact, access.keepRaw());
    classifier = new ResponseClassifier(name, definition, clock, redactor);
    pages = new Pages(definition.paging(), requests);
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
          symbols.size()
              + " symbols asked of "
              + name
              + ", which takes 1 to "
              + maxSymbols
              + " (none would mean the whole market to some vendors)");
    }
    AnswerReading reading = AnswerReading.begin(rules, symbols);
    if (!permit.use(symbols.size())) {
      gate.pass(symbols.size());
    }
    Optional<URI> next = readPage(requests.uri(symbols), 1, reading, symbols.size());
    readFurtherPages(next, reading);
    return reading.batch();
  }

  /** A page that fails takes nothing from those before it. */
  private void readFurtherPages(Optional<URI> second, AnswerReading reading) {
    Optional<URI> uri = second;
    try {
      for (int page = 2; uri.isPresent(); page++) {
        gate.pass(0);
        uri = readPage(uri.get(), page, reading, 0);
      }
    } catch (ProviderException failure) {
      reading.rejectTheRest("page_not_read", failure.getMessage());
    }
  }

  /** Reads a page and says where the next one is. */
  private Optional<URI> readPage(URI uri, int page, AnswerReading reading, int symbols)
      throws ProviderException {
    long begin = System.nanoTime();
    Optional<ProviderException.Kind> failed = Optional.empty();
    try (HttpAnswer answer = exchange.get(uri)) {
      return classifier
          .read(answer, reading, symbols)
          .flatMap(next -> pages.follow(uri, page, next, reading));
    } catch (ProviderException failure) {
      failed = Optional.of(failure.kind());
      throw failure;
    } finally {
      observer.requested(name, failed, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
