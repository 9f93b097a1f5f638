// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotelake.lake.page.SamplePage.OneSymbol;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over HTTP. */
class LakePageTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private SamplePage page = new SamplePage(new OneSymbol("alpaca", "ACME"));

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void showsTablesClocksBatchesRulesAndCandles() throws Exception {
    String html = get("/").body();

    assertThat(html).contains("Running", "silver_quarantine");
    page.graph.tables().forEach(table -> assertThat(html).contains(">" + table.name() + "<"));
    assertThat(html)
        .contains("micro-batch 100 at 19:59:59 UTC: 720 ms, 680 rows, 0 kept out, 0 warnings")
        .contains("price_positive", ">kept out<", "<td>17</td>", "1,234,567")
        .contains("fetched to gold", "no quote from 12:50 to 13:10", "taken back 1,500")
        .contains("href=\"http://localhost:8080/\"");
  }

  @Test
  void holdsNoScriptAndNothingFromElsewhere() throws Exception {
    HttpResponse<String> response = get("/?choose");

    assertThat(response.body())
        .doesNotContain("<script", "javascript:", "src=", "url(", "@import", " style=")
        .doesNotContainPattern("\\son\\w+=");
    assertThat(response.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; style-src 'sha256-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onload='x",
        "</title></style>",
        "A&amp;B",
        "\u202Eevil",
        "%00\u0000",
        "ab"
      })
  void aHostileSymbolIsText(String symbol) throws Exception {
    page.close();
    page = new SamplePage(new OneSymbol(symbol, symbol));

    HttpResponse<String> response = get("/?choose&symbol=" + encoded(symbol));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .doesNotContain("<script", "<img", "onload='", "</title></style>", "\u0000")
        .contains("class=\"up\"");
    assertThat(response.body())
        .contains(
            "<bdi>"
                + symbol
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&#39;")
                    .replace('\u0000', '\uFFFD'));
  }

  @Test
  void anUnknownSymbolOrDayIsSaidPlainly() throws Exception {
    assertThat(get("/?symbol=NONE%3Cb%3E").body())
        .contains("Gold holds no quote of NONE&lt;b&gt;.");
    assertThat(get("/?symbol=ACME&day=2026-03-09").body())
        .contains("Gold holds no quote of it on 2026-03-09. Its latest trading day is 2026-03-10.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?day=soon", "/?day=0000-01-01", "/?day=2026-02-30", "/?hours=bla"})
  void whatCannotBeMeantIsRefused(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
  }

  @Test
  void parametersAreBounded() throws Exception {
    assertThat(get("/?symbol=" + "A".repeat(101)).statusCode()).isEqualTo(400);
    assertThat(get("/?x=" + "A".repeat(1_000)).statusCode()).isEqualTo(400);
  }

  @Test
  void isForLookingOnly() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      HttpResponse<String> response = send(method, "/");
      assertThat(response.statusCode()).as(method).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
    assertThat(send("HEAD", "/").statusCode()).isEqualTo(200);
    assertThat(get("/etc/passwd").statusCode()).isEqualTo(404);
    assertThat(get("/metrics").body()).contains("quotelake_lake_rows_total");
  }

  @Test
  void aStreamThatIsSilentIsInTrouble() throws Exception {
    page.registry.clear();

    assertThat(get("/").body()).contains("In trouble", "The stream has shown no life for");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    URI address = page.address(path);
    HttpRequest request =
        HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
