package dev.sluice.e2e.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A set of open streamed responses that are read only up to their first event. If the upstream
 * sends no more, they are idle streams; otherwise, they are streams of clients that stopped
 * reading.
 */
public final class UnreadStreams implements AutoCloseable {
  private static final int ROOM = 4096;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final int port;
  private final byte[] request;
  private final List<Socket> open = new ArrayList<>();

  /** Creates an empty set for responses to this POST request. */
  public UnreadStreams(int port, String path, Map<String, String> headers, String json) {
    this.port = port;
    StringBuilder text = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: localhost\r\n");
    headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    text.append("content-type: application/json\r\ncontent-length: " + length + "\r\n\r\n" + json);
    request = text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Opens more streams in sequence and reads each up to its first event. */
  public void open(int count) {
    for (int i = 0; i < count; i++) {
      open.add(one());
    }
  }

  /** Returns the number of open streams. */
  public int count() {
    return open.size();
  }

  @Override
  public void close() {
    try {
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.clear();
  }

  private Socket one() {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(ROOM);
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.getOutputStream().write(request);
      readToFirstEvent(socket.getInputStream());
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("after " + open.size() + " streams", e);
    }
  }

  private static void readToFirstEvent(InputStream in) throws IOException {
    StringBuilder seen = new StringBuilder();
    byte[] buffer = new byte[ROOM];
    while (seen.indexOf("data: ") < 0) {
      int length = in.read(buffer);
      if (length < 0 || (seen.length() > 12 && !seen.toString().startsWith("HTTP/1.1 200"))) {
        throw new IOException("no stream, but " + seen);
      }
      seen.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
    }
  }
}
