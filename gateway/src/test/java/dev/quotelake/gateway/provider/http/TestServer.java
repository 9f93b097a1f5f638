// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.gateway.provider.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An HTTP server that writes whatever bytes a test wants, down to what no library would write. */
public final class TestServer implements AutoCloseable {

  /** Writes the answer to a request. */
  @FunctionalInterface
  public interface Answerer {

    /** Writes the bytes of an answer; the connection is closed when it throws. */
    void answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  /** A request line, its header fields and its body. */
  public record Request(String line, List<String> headers, String body) {

    /** The value of a header field, or nothing. */
    public String header(String name) {
      return headers.stream()
          .filter(header -> header.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
          .map(header -> header.substring(name.length() + 2))
          .findFirst()
          .orElse("");
    }
  }

  private final ServerSocket socket;
  private final Answerer answerer;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> connections = Collections.synchronizedList(new ArrayList<>());

  /** A server on a free port. */
  public TestServer(Answerer answerer) {
    this.answerer = answerer;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "test-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        connections.add(connection);
        daemon(() -> serve(connection));
      }
    } catch (IOException closed) {
      connections.forEach(TestServer::closeQuietly);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      String line;
      while ((line = in.readLine()) != null) {
        List<String> headers = new ArrayList<>();
        for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
          headers.add(header);
        }
        Request request = new Request(line, headers, body(in, headers));
        requests.add(request);
        answerer.answer(request, connection.getOutputStream());
        connection.getOutputStream().flush();
      }
    } catch (IOException | InterruptedException clientWentAway) {
      closeQuietly(connection);
    }
  }

  private static String body(BufferedReader in, List<String> headers) throws IOException {
    String length = new Request("", headers, "").header("Content-Length");
    StringBuilder body = new StringBuilder();
    for (int left = length.isEmpty() ? 0 : Integer.parseInt(length); left > 0; left--) {
      body.append((char) in.read());
    }
    return body.toString();
  }

  private static void closeQuietly(Socket connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer of text with its length. */
  public static void send(OutputStream out, int status, String body, String... headers)
      throws IOException {
    send(out, status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** An answer of bytes with its length. */
  public static void send(OutputStream out, int status, byte[] body, String... headers)
      throws IOException {
    head(out, status, "Content-Length: " + body.length, headers);
    out.write(body);
  }

  /** The head of an answer. */
  public static void head(OutputStream out, int status, String length, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Because\r\n" + length + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Where it is. */
  public String url() {
    return "http://localhost:" + socket.getLocalPort();
  }

  /** What it was asked. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
