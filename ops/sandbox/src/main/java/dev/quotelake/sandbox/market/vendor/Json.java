// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.market.vendor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** Writes one JSON document. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** What goes into the document. */
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private Json() {}

  static byte[] bytes(Content content) {
    var bytes = new ByteArrayOutputStream(1024);
    try (var json = FACTORY.createGenerator(bytes)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes a price in millionths as a plain decimal without trailing zeros. */
  static void price(JsonGenerator json, String field, long micros) throws IOException {
    json.writeFieldName(field);
    json.writeNumber(BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString());
  }
}
