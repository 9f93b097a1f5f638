// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of an answer, decompressed. The array may be longer than the answer and is used again
 * when the answer has been read.
 */
public record AnswerBody(byte[] bytes, int length) {

  /** Bytes of text that rules look at: enough for any error, bounded for all else. */
  private static final int TEXT_LIMIT = 65_536;

  /** The first 64 KiB as text. */
  public String text() {
    return new String(bytes, 0, Math.min(length, TEXT_LIMIT), StandardCharsets.UTF_8);
  }

  /** A part of it as text. */
  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** A part of it as a body of its own. */
  AnswerBody part(int from, int to) {
    return new AnswerBody(Arrays.copyOfRange(bytes, from, to), to - from);
  }

  boolean isUtf8() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  /** The same text in UTF-8, whatever its encoding was. */
  AnswerBody toUtf8(Charset encoding) {
    byte[] utf8 = new String(bytes, 0, length, encoding).getBytes(StandardCharsets.UTF_8);
    return new AnswerBody(utf8, utf8.length);
  }
}
