package dev.sluice.e2e.traffic.listener;

import dev.sluice.e2e.raw.SocketServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server of lines over TCP that responds with its name and the line. */
final class LineServer implements AutoCloseable {
  private final String name;
  private final SocketServer server = new SocketServer(this::serve);

  LineServer(String name) {
    this.name = name;
  }

  int port() {
    return server.port();
  }

  private void serve(Socket connection) throws IOException {
    BufferedReader lines = reader(connection);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      connection
          .getOutputStream()
          .write((name + " " + line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A connection of a client. */
  static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Connection(int port) {
      try {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        lines = reader(socket);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Sends a line and returns the response. */
    String send(String line) {
      try {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        String response = lines.readLine();
        if (response == null) {
          throw new IOException("closed");
        }
        return response;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
