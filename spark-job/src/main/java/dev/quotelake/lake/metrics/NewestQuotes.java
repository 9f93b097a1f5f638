// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.lake.metrics;

import static org.apache.spark.sql.functions.unix_micros;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import scala.Tuple3;

/**
 * When the newest quote of each provider and market was quoted, in microseconds since 1970, as the
 * value of one aggregate expression.
 */
final class NewestQuotes
    extends Aggregator<Tuple3<String, String, Long>, HashMap<NewestQuotes.Feed, Long>, byte[]> {
  private static final long serialVersionUID = 1L;

  private static final UserDefinedFunction AGGREGATE =
      functions.udaf(
          new NewestQuotes(),
          Encoders.tuple(Encoders.STRING(), Encoders.STRING(), Encoders.LONG()));

  /** A provider's quotes of one market. */
  record Feed(String provider, String market) implements Serializable {}

  private NewestQuotes() {}

  /** The aggregate expression, of binary type; read its value with {@link #of}. */
  static Column measure(Column provider, Column market, Column quotedAt) {
    return AGGREGATE.apply(provider, market, unix_micros(quotedAt));
  }

  /** The value of {@link #measure} in an aggregation's result. */
  @SuppressWarnings("unchecked") // what finish has written
  static Map<Feed, Long> of(byte[] value) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(value))) {
      return (HashMap<Feed, Long>) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalArgumentException("These bytes are not the value of NewestQuotes.measure.", e);
    }
  }

  @Override
  public HashMap<Feed, Long> zero() {
    return new HashMap<>();
  }

  @Override
  public HashMap<Feed, Long> reduce(HashMap<Feed, Long> newest, Tuple3<String, String, Long> quote) {
    newest.merge(new Feed(quote._1(), quote._2()), quote._3(), Math::max);
    return newest;
  }

  @Override
  public HashMap<Feed, Long> merge(HashMap<Feed, Long> left, HashMap<Feed, Long> right) {
    right.forEach((feed, micros) -> left.merge(feed, micros, Math::max));
    return left;
  }

  @Override
  public byte[] finish(HashMap<Feed, Long> newest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(newest);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  @Override
  @SuppressWarnings("unchecked") // a class literal has no type arguments
  public Encoder<HashMap<Feed, Long>> bufferEncoder() {
    return (Encoder<HashMap<Feed, Long>>) (Encoder<?>) Encoders.javaSerialization(HashMap.class);
  }

  @Override
  public Encoder<byte[]> outputEncoder() {
    return Encoders.BINARY();
  }
}
