package dev.sluice.bench.xds;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection to a gateway on this machine, one request at a time, with as
 * little of its own time as can be.
 */
final class GatewayConnection implements AutoCloseable {
  private static final int READ_LIMIT_MS = 10_000;
  private static final int HEXADECIMAL = 16;

  private final int port;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  GatewayConnection(int port) {
    this.port = port;
  }

  /**
   * Asks once; a connection that breaks is a reply with status 0, and is opened again next time.
   */
  Reply get(Target target) {
    return get(target.host(), target.path());
  }

  Reply get(String host, String path) {
    try {
      Socket open = socket;
      if (open == null) {
        open = connect();
      }
      String request = "GET " + path + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n";
      open.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return read();
    } catch (IOException e) {
      close();
      return new Reply(0, "", System.nanoTime());
    }
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        in = InputStream.nullInputStream();
      }
    }
  }

  private Socket connect() throws IOException {
    Socket open = new Socket(InetAddress.getLoopbackAddress(), port);
    open.setTcpNoDelay(true);
    open.setSoTimeout(READ_LIMIT_MS);
    in = new BufferedInputStream(open.getInputStream());
    socket = open;
    return open;
  }

  private Reply read() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
      chunked |= header.startsWith("transfer-encoding:") && header.contains("chunked");
      last |= header.startsWith("connection:") && header.contains("close");
    }
    String body = chunked ? chunks() : text(length);
    long received = System.nanoTime();
    if (last) {
      close();
    }
    return new Reply(status, body, received);
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.append(text(size));
      line();
    }
    line();
    return body.toString();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), HEXADECIMAL);
  }

  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
