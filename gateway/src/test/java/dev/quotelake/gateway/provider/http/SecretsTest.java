// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import static dev.quotelake.gateway.provider.http.TestServer.head;
import static dev.quotelake.gateway.provider.http.TestServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.provider.ProviderException;
import dev.quotelake.gateway.provider.QuoteBatch;
import dev.quotelake.gateway.provider.QuoteProvider.Permit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A planted key is in no message, record or log, however a provider echoes it. */
class SecretsTest {

  private static final Logger OURS = Logger.getLogger("dev.quotelake");

  private final List<String> seen = new ArrayList<>();
  private final Level before = OURS.getLevel();
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          seen.add(entry.getMessage() + " " + Arrays.toString(entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    recorder.setLevel(Level.ALL);
    OURS.setLevel(Level.ALL);
    OURS.addHandler(recorder);
  }

  @AfterEach
  void stopListening() {
    OURS.removeHandler(recorder);
    OURS.setLevel(before);
  }

  private void ask(TestServer.Answerer answerer) throws Exception {
    try (TestServer server = new TestServer(answerer);
        HttpQuoteProvider provider =
            TestProviders.asking(
                server.url(),
                "paging: {next: /next_url}\nlimits: {read-timeout: 300ms}\n",
                any -> {})) {
      QuoteBatch batch = provider.fetch(List.of("ACME", "MOON"));
      seen.add(batch.toString());
    } catch (ProviderException failure) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      seen.add(trace.toString());
    }
  }

  @Test
  void howeverItIsEchoed() throws Exception {
    String key = "k3y-planted/here";
    for (String echo :
        List.of(
            key,
            "k3y-planted%2Fhere",
            "k3y-planted\\/here",
            "azN5LXBsYW50ZWQvaGVyZQ==",
            "https://x.com/q?apikey=" + key + "&z=1")) {
      for (int status : new int[] {200, 400, 401, 403, 404, 429, 500}) {
        ask((request, out) -> send(out, status, "{\"message\":\"bad key " + echo + "\"}"));
        ask((request, out) -> send(out, status, "Bad key " + echo));
      }
      ask((request, out) -> send(out, 302, "", "Location: https://other.example.com/?k=" + echo));
      ask((request, out) -> send(out, 200, "{\"data\":[{\"s\":\"ACME\",\"p\":\"" + echo + "\"}]}"));
      ask(
          (request, out) ->
              send(
                  out,
                  200,
                  "{\"data\":[{\"s\":\"ACME\",\"p\":1}],\"next_url\":\"https://other.example.com/?apiKey="
                      + echo
                      + "\"}"));
      ask((request, out) -> send(out, 200, "{\"data\":[" + echo));
      ask((request, out) -> head(out, 200, "Content-Length: 9" + echo));
    }

    assertThat(seen).isNotEmpty();
    assertThat(seen)
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain("k3y-planted")
                    .doesNotContain("azN5LXBsYW50ZWQvaGVyZQ"));
  }

  @Test
  void aChangedKeyIsUsedByTheNextRequestAndTakenOutToo() throws Exception {
    Secret key = new Secret("first-key");
    String echo = "{\"message\":\"bad first-key, bad second-key\"}";
    try (TestServer server = new TestServer((request, out) -> send(out, 401, echo));
        HttpQuoteProvider provider = TestProviders.withKey(server.url(), key)) {
      key.replace("second-key");

      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class, () -> provider.fetch(List.of("ACME"), Permit.none()));

      assertThat(server.requests().get(0).line()).contains("apikey=second-key");
      assertThat(server.requests().get(0).headers()).contains("X-Key: second-key");
      assertThat(failure).hasMessageContaining("bad ***, bad ***");
    }
  }

  @Test
  void keysOfOthersBehindTellingNames() {
    Redactor redactor = new Redactor(List.of(new Secret("abc")));

    assertThat(redactor.redact("GET /q?symbol=ACME&token=s3cr3t&x=1"))
        .isEqualTo("GET /q?symbol=ACME&token=***&x=1");
    assertThat(redactor.redact("{\"api_key\": \"s3cr3t\", \"p\": 1}"))
        .isEqualTo("{\"api_key\": \"***\", \"p\": 1}");
    assertThat(redactor.redact("abc is too short to be taken out everywhere")).startsWith("abc is");
    assertThat(redactor.redact(null)).isNull();
  }
}
