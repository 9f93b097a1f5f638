// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.sandbox.run.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Free ports on this machine; each stays the part's own over restarts. */
public record Ports(
    int broker, int simulator, int gateway, int gatewayManagement, int lake, int prometheus) {

  public static Ports free() {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < 6; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      return new Ports(
          ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(Ports::release);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
