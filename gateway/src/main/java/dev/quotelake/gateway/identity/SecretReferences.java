// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quotelake.gateway.base.HumanDuration;
import dev.quotelake.gateway.config.Secret;
import dev.quotelake.gateway.config.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Follows references to secrets: into files, and into Key Vault as the gateway's identity. Followed
 * again from time to time, so that a secret can be changed without a restart.
 */
public final class SecretReferences implements Secret.Source {

  private static final Logger LOG = Logger.getLogger(SecretReferences.class);
  private static final String FILE = "secret:file:";
  private static final String KEY_VAULT = "keyvault:";
  private static final String VAULT_RESOURCE = "https://vault.azure.net";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern VAULT_SECRET =
      Pattern.compile("https?://[\\w.:-]+/secrets/[\\w-]+(/\\w+)?");

  private final TokenSource identity;
  private final Patience patience;
  private final List<Reference> references = new CopyOnWriteArrayList<>();

  /**
   * How long a vault that forbids to read, or is not well, is asked again at the start.
   *
   * @param attempts in all
   * @param pause between two
   */
  public record Patience(int attempts, Duration pause) {

    /** Azure says that it may take five minutes until a role that was just given works. */
    public static final Patience FOR_A_NEW_ROLE = new Patience(60, Duration.ofSeconds(5));

    /** Asked once. */
    public static final Patience NONE = new Patience(1, Duration.ZERO);

    private Duration total() {
      return pause.multipliedBy(attempts);
    }
  }

  /** Asks Key Vault as an identity. */
  public SecretReferences(TokenSource identity, Patience patience) {
    this.identity = identity;
    this.patience = patience;
  }

  @Override
  public Secret resolve(String setting, String value) {
    if (!value.startsWith(FILE) && !value.startsWith(KEY_VAULT)) {
      return new Secret(value);
    }
    Reference reference = new Reference(setting, value);
    references.add(reference);
    return reference.secret;
  }

  /** Follows all references again, at this interval, as long as the program runs. */
  public void keepFresh(Duration interval) {
    if (references.isEmpty()) {
      return;
    }
    Thread thread = new Thread(() -> readAgain(interval), "secrets");
    thread.setDaemon(true);
    thread.start();
  }

  private void readAgain(Duration interval) {
    try {
      while (true) {
        Thread.sleep(interval.toMillis());
        readAgain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Follows all references again; one that leads nowhere now keeps its secret. */
  void readAgain() {
    references.forEach(Reference::readAgain);
  }

  private String read(String setting, String value, Patience patience) {
    String secret =
        value.startsWith(FILE)
            ? fromFile(setting, Path.of(value.substring(FILE.length())))
            : fromVault(setting, url(setting, value), patience);
    if (secret.isEmpty()) {
      throw new SettingsException(setting + " refers to " + value + ", which is empty");
    }
    return secret;
  }

  private static URI url(String setting, String value) {
    String url = value.substring(KEY_VAULT.length());
    if (!VAULT_SECRET.matcher(url).matches()) {
      throw new SettingsException(
          "%s=%s is no secret of a vault: write keyvault:https://VAULT.vault.azure.net/secrets/NAME"
              .formatted(setting, value));
    }
    return URI.create(url);
  }

  private static String fromFile(String setting, Path file) {
    try {
      return Files.readString(file).replaceFirst("^\uFEFF", "").strip();
    } catch (IOException e) {
      throw new SettingsException(
          setting + " refers to the file " + file + ", which cannot be read: " + e);
    }
  }

  private String fromVault(String setting, URI secret, Patience patience) {
    try {
      HttpResponse<String> answer = askVault(setting, secret, patience);
      JsonNode value = new ObjectMapper().readTree(answer.body()).path("value");
      if (answer.statusCode() != 200 || !value.isTextual()) {
        throw new SettingsException(
            "%s refers to %s, which answered %s: check its name and that the identity has the role Key Vault Secrets User"
                .formatted(setting, secret, answer.statusCode()));
      }
      return value.asText();
    } catch (IOException e) {
      throw new SettingsException(
          setting + " refers to " + secret + ", which cannot be reached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SettingsException("interrupted while asking for " + setting);
    }
  }

  private HttpResponse<String> askVault(String setting, URI secret, Patience patience)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    HttpResponse<String> answer = askVault(client, secret);
    for (int attempt = 1;
        mayHeal(answer.statusCode()) && attempt < patience.attempts();
        attempt++) {
      if (attempt == 1) {
        LOG.warnf(
            "%s refers to %s, which answered %s, as it does until a new role works or while it is"
                + " busy: asking again for %s",
            setting, secret, answer.statusCode(), HumanDuration.of(patience.total()));
      }
      Thread.sleep(patience.pause().toMillis());
      answer = askVault(client, secret);
    }
    return answer;
  }

  private static boolean mayHeal(int status) {
    return status == 403 || status == 429 || status >= 500;
  }

  private HttpResponse<String> askVault(HttpClient client, URI secret)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(secret + "?api-version=7.4"))
            .header("Authorization", "Bearer " + identity.token(VAULT_RESOURCE).value())
            .timeout(TIMEOUT)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** A setting that refers to a secret. */
  private final class Reference {

    private final String setting;
    private final String value;
    private final Secret secret;
    private boolean astray;

    private Reference(String setting, String value) {
      this.setting = setting;
      this.value = value;
      secret = new Secret(read(setting, value, patience));
    }

    private void readAgain() {
      try {
        String now = read(setting, value, Patience.NONE);
        if (!now.equals(secret.reveal())) {
          secret.replace(now);
          LOG.infof("%s has changed: the next request uses it", setting);
        }
        astray = false;
      } catch (SettingsException e) {
        if (!astray) {
          LOG.warnf("%s; going on with the value from before", e.getMessage());
        }
        astray = true;
      }
    }
  }
}
