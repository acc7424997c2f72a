package dev.sluice.e2e.raw;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A call on its own connection. The test controls how much of the response is read, and when. */
public final class RawHttpCall implements AutoCloseable {
  private static final int LIMIT_MILLIS = 60_000;

  private final Socket socket;
  private final RawHttpReader reader;

  private RawHttpCall(Socket socket) throws IOException {
    this.socket = socket;
    this.reader = new RawHttpReader(socket.getInputStream());
  }

  /** Connects to a port of this machine. */
  public static RawHttpCall connect(int port) {
    return connect(port, 1 << 16);
  }

  /** Connects to a port of this machine with a receive buffer of about this size. */
  public static RawHttpCall connect(int port, int room) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(room);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new RawHttpCall(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a GET request. */
  public RawHttpCall get(String path, Map<String, String> headers) {
    return send(head("GET", path, headers) + "\r\n");
  }

  /** Sends a POST whose body has that length. */
  public RawHttpCall post(String path, Map<String, String> headers, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return send(head("POST", path, headers) + "content-length: " + length + "\r\n\r\n" + body);
  }

  /** Sends the headers of a chunked POST. */
  public RawHttpCall openPost(String path, Map<String, String> headers) {
    return send(head("POST", path, headers) + "transfer-encoding: chunked\r\n\r\n");
  }

  public RawHttpCall sendChunk(String text) {
    return send(RawHttpChunks.chunk(text));
  }

  public RawHttpCall sendEnd(Map<String, String> trailers) {
    return send(RawHttpChunks.end(trailers));
  }

  /** Sends bytes that may be an invalid request. Each character is one byte. */
  public RawHttpCall sendRaw(String bytes) {
    return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads the whole response. */
  public RawHttpMessage readResponse() {
    return reader.readAll();
  }

  /** Returns a reader of the response. */
  public RawHttpReader reader() {
    return reader;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String head(String method, String path, Map<String, String> headers) {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (!headers.containsKey("host")) {
      head.append("host: localhost\r\n");
    }
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.toString();
  }

  private RawHttpCall send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Ignores write errors, because the peer may respond and disconnect before the end of the
   * request.
   */
  private RawHttpCall send(byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      // The response shows the error.
    }
    return this;
  }
}
