// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The double's own certificate for localhost, made by the JDK's keytool at the first start in a
 * folder, and the files by which clients trust it: {@code ca.pem}, and {@code truststore.p12} for
 * Java.
 */
public final class Identity {

  /** Password of the trust store; it holds nothing secret. */
  private static final String TRUST_STORE_PASSWORD = "changeit";

  private static final String ALIAS = "eventhubs";
  private static final String CERTIFICATE =
      "-genkeypair -alias eventhubs -keyalg EC -groupname secp256r1 -dname CN=localhost"
          + " -ext san=dns:localhost,ip:127.0.0.1 -ext bc:c=ca:true -validity 30 -storetype PKCS12";

  private final Path folder;
  private final SSLContext sslContext;

  private Identity(Path folder, SSLContext sslContext) {
    this.folder = folder;
    this.sslContext = sslContext;
  }

  /** Makes key, certificate and trust files in a folder, or goes on with the key that is there. */
  public static Identity createIn(Path folder) throws IOException, GeneralSecurityException {
    Path keyStoreFile = folder.resolve("server.p12");
    if (Files.notExists(keyStoreFile)) {
      generate(keyStoreFile);
    }
    KeyStore keyStore = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStoreFile)) {
      keyStore.load(in, TRUST_STORE_PASSWORD.toCharArray());
    }
    writeTrust(folder, keyStore.getCertificate(ALIAS));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(keyStore, TRUST_STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new Identity(folder, context);
  }

  /** Certificate that clients trust, PEM. */
  public Path caFile() {
    return folder.resolve("ca.pem");
  }

  /** The same as a PKCS12 trust store. */
  public Path trustStoreFile() {
    return folder.resolve("truststore.p12");
  }

  /** The context that proves this identity. */
  public SSLContext sslContext() {
    return sslContext;
  }

  private static void generate(Path keyStoreFile) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command = new ArrayList<>(List.of(keytool.toString()));
    command.addAll(List.of(CERTIFICATE.split(" ")));
    command.addAll(
        List.of("-keystore", keyStoreFile.toString(), "-storepass", TRUST_STORE_PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("keytool could not make a certificate: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool made a certificate", e);
    }
  }

  private static void writeTrust(Path folder, Certificate certificate)
      throws IOException, GeneralSecurityException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry(ALIAS, certificate);
    try (var out = Files.newOutputStream(folder.resolve("truststore.p12"))) {
      trust.store(out, TRUST_STORE_PASSWORD.toCharArray());
    }
  }
}
