// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.publish.kafka;

import java.nio.ByteBuffer;

/**
 * Where a connection stands in its stream of Kafka requests, each a length of four bytes, an API
 * key of two, a version of two, and more. Lowers the version of ApiVersions requests to three.
 */
final class RequestStream {

  private static final int API_VERSIONS = 18;
  private static final int NEWEST = 3;
  private static final int HEAD = 8;
  private static final int LENGTH = 4;

  private final byte[] head = new byte[HEAD];
  private int headRead;
  private long bodyLeft;

  RequestStream() {}

  private RequestStream(RequestStream other) {
    System.arraycopy(other.head, 0, head, 0, HEAD);
    headRead = other.headRead;
    bodyLeft = other.bodyLeft;
  }

  /** Lowers versions in what is about to be sent, without moving on. */
  void cap(ByteBuffer[] data, int from, int count) {
    RequestStream ahead = new RequestStream(this);
    for (int at = from; at < from + count; at++) {
      ahead.pass(data[at].duplicate());
    }
  }

  /** Moves on past bytes that have been sent; their position moves too. */
  void pass(ByteBuffer data) {
    while (data.hasRemaining()) {
      if (headRead < HEAD) {
        head[headRead++] = data.get();
        if (headRead == HEAD) {
          headComplete(data);
        }
      } else {
        int skipped = (int) Math.min(bodyLeft, data.remaining());
        data.position(data.position() + skipped);
        bodyLeft -= skipped;
      }
      if (headRead == HEAD && bodyLeft == 0) {
        headRead = 0;
      }
    }
  }

  /** The version's lower byte is the one just read. */
  private void headComplete(ByteBuffer data) {
    ByteBuffer read = ByteBuffer.wrap(head);
    bodyLeft = Math.max(0, (long) read.getInt() - (HEAD - LENGTH));
    if (read.getShort() == API_VERSIONS && read.getShort() > NEWEST) {
      data.put(data.position() - 1, (byte) NEWEST);
    }
  }
}
