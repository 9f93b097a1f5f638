// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import dev.quotelake.gateway.provider.http.mapping.AnswerBody;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A complete answer. Closing it gives its bytes back to be used again.
 *
 * @param status HTTP status
 * @param headers header fields; names in any case
 * @param body the decompressed bytes
 * @param completeAtMicros when its last byte had arrived, in microseconds since 1970
 * @param giveBack takes the bytes back
 */
record HttpAnswer(
    int status,
    Map<String, String> headers,
    AnswerBody body,
    long completeAtMicros,
    Consumer<byte[]> giveBack)
    implements AutoCloseable {

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The encoding it declares; UTF-8 if it declares none or one that does not exist. */
  Charset charset() {
    Matcher matcher = CHARSET.matcher(header("Content-Type").orElse(""));
    try {
      return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException noSuchCharset) {
      return StandardCharsets.UTF_8;
    }
  }

  @Override
  public void close() {
    giveBack.accept(body.bytes());
  }
}
