// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider;
import dev.quotelake.gateway.provider.Reject;
import dev.quotelake.gateway.provider.RequestObserver;
import dev.quotelake.gateway.provider.http.definition.ProviderDefinition;
import dev.quotelake.gateway.provider.http.mapping.AnswerMapper;
import dev.quotelake.gateway.provider.http.mapping.AnswerReading;
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
  private final AnswerMapper mapper;
  private final AnswerVerdict verdict;
  private final Pages pages;
  private final Redactor redactor;
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
    maxSymbols = Math.min(definition.request().symbolsAtMost(), access.symbolsAtMost());
    redactor = new Redactor(access.credentials().values());
    requests = new RequestTemplate(definition.request(), access);
    transport = new HttpTransport(definition.limits(), access.connections());
    exchange = new Exchange(name, transport, requests.headers(), redactor);
    mapper = new AnswerMapper(name, definition, access.keepRaw());
    verdict =
        new AnswerVerdict(
            name, definition.answer(), new CoolDowns(definition.coolDown(), clock), redactor);
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
    AnswerReading reading = mapper.begin(symbols);
    if (!permit.use(symbols.size())) {
      gate.pass(symbols.size());
    }
    URI next = readPage(requests.uri(symbols), 1, reading, symbols.size());
    if (next != null) {
      readFurtherPages(next, reading);
    }
    return redacted(reading.batch());
  }

  /** A page that fails takes nothing from those before it. */
  private void readFurtherPages(URI second, AnswerReading reading) {
    URI uri = second;
    try {
      for (int page = 2; uri != null; page++) {
        gate.pass(0);
        uri = readPage(uri, page, reading, 0);
      }
    } catch (ProviderException failure) {
      reading.rejectTheRest("page_not_read", failure.getMessage());
    }
  }

  /** Reads a page and says where the next one is, or null. */
  private URI readPage(URI uri, int page, AnswerReading reading, int symbols)
      throws ProviderException {
    long begin = System.nanoTime();
    Optional<ProviderException.Kind> failed = Optional.empty();
    try (HttpAnswer answer = exchange.get(uri)) {
      Optional<String> next = verdict.read(answer, reading, symbols);
      return next.isEmpty() ? null : pages.follow(uri, page, next.get(), reading);
    } catch (ProviderException failure) {
      failed = Optional.of(failure.kind());
      throw failure;
    } finally {
      observer.requested(name, failed, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private QuoteBatch redacted(QuoteBatch batch) {
    if (batch.rejects().isEmpty()) {
      return batch;
    }
    return new QuoteBatch(
        batch.quotes(),
        batch.rejects().stream().map(this::redacted).toList(),
        batch.unknown(),
        batch.empty());
  }

  private Reject redacted(Reject reject) {
    return new Reject(
        reject.symbol(),
        reject.reason(),
        redactor.redact(reject.detail()),
        redactor.redact(reject.record()));
  }

  @Override
  public void close() {
    transport.close();
  }
}
