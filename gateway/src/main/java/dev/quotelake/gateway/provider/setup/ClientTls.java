// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.setup;

import dev.quotelake.gateway.config.GatewaySettings.ProviderSettings.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/**
 * TLS with a certificate of the client's, with authorities besides the platform's, or both: PEM
 * files, as certificate managers write them.
 */
final class ClientTls {

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final char[] NO_PASSWORD = {};

  private ClientTls() {}

  /**
   * What the settings ask for; empty if they ask for nothing.
   *
   * @throws IOException if a file cannot be read
   * @throws GeneralSecurityException if a file does not hold what it should
   */
  static Optional<SSLContext> of(TlsSettings settings)
      throws IOException, GeneralSecurityException {
    if (settings.ca().isEmpty() && settings.certificate().isEmpty()) {
      return Optional.empty();
    }
    SSLContextBuilder context = SSLContextBuilder.create();
    if (settings.ca().isPresent()) {
      context.loadTrustMaterial(trusted(certificates(settings.ca().get())), null);
    }
    if (settings.certificate().isPresent() && settings.key().isPresent()) {
      context.loadKeyMaterial(
          identity(certificates(settings.certificate().get()), settings.key().get()), NO_PASSWORD);
    }
    return Optional.of(context.build());
  }

  private static Collection<? extends Certificate> certificates(String file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (found.isEmpty()) {
        throw new GeneralSecurityException(file + " holds no certificate");
      }
      return found;
    }
  }

  private static KeyStore trusted(Collection<? extends Certificate> added)
      throws IOException, GeneralSecurityException {
    KeyStore all = empty();
    for (X509Certificate known : platformAuthorities()) {
      all.setCertificateEntry("platform-" + all.size(), known);
    }
    for (Certificate own : added) {
      all.setCertificateEntry("own-" + all.size(), own);
    }
    return all;
  }

  private static List<X509Certificate> platformAuthorities() throws GeneralSecurityException {
    TrustManagerFactory platform =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    platform.init((KeyStore) null);
    for (TrustManager manager : platform.getTrustManagers()) {
      if (manager instanceof X509TrustManager authorities) {
        return List.of(authorities.getAcceptedIssuers());
      }
    }
    return List.of();
  }

  private static KeyStore identity(Collection<? extends Certificate> chain, String keyFile)
      throws IOException, GeneralSecurityException {
    Certificate[] certificates = chain.toArray(Certificate[]::new);
    PrivateKey key = key(keyFile, certificates[0].getPublicKey().getAlgorithm());
    KeyStore identity = empty();
    identity.setKeyEntry("client", key, NO_PASSWORD, certificates);
    return identity;
  }

  private static PrivateKey key(String file, String algorithm)
      throws IOException, GeneralSecurityException {
    Matcher pem = PKCS8.matcher(Files.readString(Path.of(file), StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new GeneralSecurityException(
          file
              + " holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY); openssl pkcs8 -topk8"
              + " -nodes makes one");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
