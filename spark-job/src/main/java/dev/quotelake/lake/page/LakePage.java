// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.quotelake.lake.calendar.Calendars;
import dev.quotelake.lake.metrics.LakeMetrics;
import dev.quotelake.lake.metrics.Readings;
import dev.quotelake.lake.metrics.RecentBatches.Batch;
import dev.quotelake.lake.pipeline.store.Tables;
import dev.quotelake.lake.pipeline.table.Graph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code GET /} with the page. */
public final class LakePage implements HttpHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LakePage.class);

  /** Views at once; a thread of the server stays free for the metrics. */
  private static final int MOST_VIEWS = 4;

  private static final String STYLE = style();
  private static final String POLICY =
      "default-src 'none'; style-src '%s'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
          .formatted("sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(STYLE)));
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Semaphore views = new Semaphore(MOST_VIEWS);
  private final Graph graph;
  private final Supplier<List<Batch>> batches;
  private final Supplier<Readings> readings;
  private final CandleSection candles;
  private final Optional<URI> gateway;
  private final Clock clock;

  /**
   * The page of a running job.
   *
   * @param tables seen by a session of the page's own
   * @param gateway the address of the gateway's page, to link to
   */
  public static LakePage of(
      LakeMetrics metrics, Graph graph, Tables tables, Calendars calendars, Optional<URI> gateway) {
    Clock clock = Clock.systemUTC();
    CandleCache cache =
        new CandleCache(new GoldReader(tables, graph), CandleCache.Limits.USUAL, clock);
    return new LakePage(
        graph,
        () -> metrics.recent().oldestFirst(),
        metrics::readings,
        new CandleSection(cache, calendars),
        gateway,
        clock);
  }

  /**
   * @param batches the last micro-batches, the newest last
   * @param readings what the metrics say now
   * @param gateway the address of the gateway's page, to link to
   */
  LakePage(
      Graph graph,
      Supplier<List<Batch>> batches,
      Supplier<Readings> readings,
      CandleSection candles,
      Optional<URI> gateway,
      Clock clock) {
    this.graph = graph;
    this.batches = batches;
    this.readings = readings;
    this.candles = candles;
    this.gateway = gateway;
    this.clock = clock;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        answer(exchange, 405, "This page is only for looking: GET.");
      } else if (!exchange.getRequestURI().getPath().equals("/")) {
        answer(exchange, 404, "There is the page at / and the metrics at /metrics.");
      } else if (views.tryAcquire()) {
        view(exchange);
      } else {
        exchange.getResponseHeaders().set("Retry-After", "2");
        answer(exchange, 503, "Several people are looking already; try again in a moment.");
      }
    }
  }

  private void view(HttpExchange exchange) throws IOException {
    try {
      answer(exchange, 200, page(Choice.of(exchange.getRequestURI().getRawQuery())));
    } catch (Choice.Refused e) {
      answer(exchange, 400, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer(exchange, 503, "The job is ending.");
    } catch (RuntimeException e) {
      LOG.warn("The page cannot be made", e);
      answer(exchange, 500, "The page cannot be made; the job's log says why.");
    } finally {
      views.release();
    }
  }

  /** The page as it is now. */
  String page(Choice choice) throws InterruptedException {
    Lately lately = new Lately(batches.get(), clock.instant());
    Readings metrics = readings.get();
    Html html = new Html();
    html.open("html", "lang", "en");
    head(html, choice);
    html.open("body");
    header(html, lately.now(), choice);
    html.open("main");
    new StateSection(lately, metrics).write(html);
    new GraphSection(graph, lately, metrics).write(html);
    html.open("div", "class", "pair");
    new BatchSection(lately).write(html);
    new ClockSection(lately).write(html);
    html.close();
    candles.write(html, choice);
    new RulesSection(graph, lately, metrics).write(html);
    html.close().close().close();
    return html.toString();
  }

  private static void head(Html html, Choice choice) {
    html.open("head").single("meta", "charset", "utf-8");
    html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.single("meta", "name", "color-scheme", "content", "light dark");
    if (!choice.choosing()) {
      html.single("meta", "http-equiv", "refresh", "content", "5");
    }
    html.element("title", "quotelake lake").single("link", "rel", "icon", "href", "data:,");
    html.style(STYLE).close();
  }

  private void header(Html html, Instant now, Choice choice) {
    html.open("header").element("h1", "quotelake lake");
    html.element("span", CLOCK.format(now) + " UTC" + (choice.choosing() ? "" : ", new every 5 s"));
    html.open("nav");
    gateway.ifPresent(page -> html.element("a", "gateway", "href", page));
    html.element("a", "metrics", "href", "/metrics").close().close();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    String type = status == 200 ? "text/html" : "text/plain";
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Ends the question that gold is being asked, if there is one. */
  @Override
  public void close() {
    candles.close();
  }

  private static String style() {
    try (InputStream css = LakePage.class.getResourceAsStream("/contract/page.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
