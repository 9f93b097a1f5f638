// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.requests.RequestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStreamTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 64, 1_000})
  void lowersOnlyApiVersionsHoweverTheStreamIsCut(int piece) {
    byte[] sent =
        through(
            piece,
            concat(
                request(ApiKeys.METADATA, 9, new MetadataRequestData()),
                request(ApiKeys.API_VERSIONS, 4, apiVersions()),
                request(ApiKeys.API_VERSIONS, 0, new ApiVersionsRequestData()),
                request(ApiKeys.METADATA, 4, new MetadataRequestData())));

    assertThat(sent)
        .isEqualTo(
            concat(
                request(ApiKeys.METADATA, 9, new MetadataRequestData()),
                request(ApiKeys.API_VERSIONS, 3, apiVersions()),
                request(ApiKeys.API_VERSIONS, 0, new ApiVersionsRequestData()),
                request(ApiKeys.METADATA, 4, new MetadataRequestData())));
  }

  /** What leaves when the socket takes at most {@code piece} bytes at a time. */
  private static byte[] through(int piece, byte[] stream) {
    RequestStream requests = new RequestStream();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    ByteBuffer left = ByteBuffer.wrap(stream.clone());
    while (left.hasRemaining()) {
      requests.cap(new ByteBuffer[] {left}, 0, 1);
      ByteBuffer taken = left.slice(left.position(), Math.min(piece, left.remaining()));
      byte[] bytes = new byte[taken.remaining()];
      taken.duplicate().get(bytes);
      sent.writeBytes(bytes);
      requests.pass(taken);
      left.position(left.position() + bytes.length);
    }
    return sent.toByteArray();
  }

  private static ApiVersionsRequestData apiVersions() {
    return new ApiVersionsRequestData()
        .setClientSoftwareName("apache-kafka-java")
        .setClientSoftwareVersion("4.1.1");
  }

  private static byte[] request(ApiKeys api, int version, Message body) {
    RequestHeaderData header =
        new RequestHeaderData()
            .setRequestApiKey(api.id)
            .setRequestApiVersion((short) version)
            .setClientId("test")
            .setCorrelationId(7);
    ByteBuffer content =
        RequestUtils.serialize(
            header, api.requestHeaderVersion((short) version), body, (short) version);
    return ByteBuffer.allocate(4 + content.remaining())
        .putInt(content.remaining())
        .put(content)
        .array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
