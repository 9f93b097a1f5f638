// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMicrosConversion;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One quote of the hub as one line. */
final class QuoteText {
  private final BinaryMessageDecoder<GenericRecord> decoder;

  QuoteText() {
    var data = new GenericData();
    data.addLogicalTypeConversion(new DecimalConversion());
    data.addLogicalTypeConversion(new TimestampMicrosConversion());
    this.decoder = new BinaryMessageDecoder<>(data, schema());
  }

  String of(ConsumerRecord<String, byte[]> hubRecord) {
    String place = "  [%d:%d]".formatted(hubRecord.partition(), hubRecord.offset());
    if (hubRecord.value() == null) {
      return "%-8s (empty record)".formatted(hubRecord.key()) + place;
    }
    try {
      return line(decoder.decode(hubRecord.value())) + place;
    } catch (IOException | AvroRuntimeException e) {
      return "%-8s (no quote of version 1: %s)".formatted(hubRecord.key(), e.getMessage()) + place;
    }
  }

  private static String line(GenericRecord quote) {
    String head =
        "%-24s %-8s %-10s %12s"
            .formatted(
                ((Instant) quote.get("quoted_at")).truncatedTo(ChronoUnit.MILLIS),
                quote.get("symbol"),
                quote.get("provider"),
                plain(quote.get("price")));
    return Stream.of("bid", "ask", "last_size", "day_volume", "market")
        .filter(field -> quote.get(field) != null)
        .map(field -> field.replace('_', ' ') + " " + plain(quote.get(field)))
        .collect(Collectors.joining("  ", head + "  ", ""));
  }

  private static String plain(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private static Schema schema() {
    try (var resource = QuoteText.class.getResourceAsStream("/contract/quote-event.avsc")) {
      return new Schema.Parser().parse(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
