// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.eventhubs.kafka;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** The length-prefixed frames of one Kafka connection. */
final class Frames {

  /** A frame longer than the reader allows. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(int size) {
      super("frame of " + size + " bytes");
    }
  }

  private static final int BUFFER = 64 * 1024;

  private final DataInputStream in;
  private final DataOutputStream out;

  Frames(Socket socket) throws IOException {
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
  }

  /**
   * The next frame's content.
   *
   * @throws EOFException when the peer closed
   * @throws TooLongException when the frame has more than {@code limit} bytes
   */
  ByteBuffer read(int limit) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > limit) {
      throw new TooLongException(size);
    }
    byte[] content = new byte[size];
    in.readFully(content);
    return ByteBuffer.wrap(content);
  }

  /** Sends one frame. */
  void write(ByteBuffer content) throws IOException {
    out.writeInt(content.remaining());
    out.write(content.array(), content.arrayOffset() + content.position(), content.remaining());
    out.flush();
  }
}
