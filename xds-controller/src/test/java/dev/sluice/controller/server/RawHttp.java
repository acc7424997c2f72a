package dev.sluice.controller.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client for requests with any Host header, over the caller's connection. */
final class RawHttp {
  private RawHttp() {}

  /** Returns the response to a request on a new connection. */
  static String get(int port, String host, String path, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return get(socket, host, path, headers);
    }
  }

  /** Returns the response to the last request of a connection. */
  static String get(Socket socket, String host, String path, String... headers) throws IOException {
    socket.setSoTimeout(10_000);
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host);
    List.of(headers).forEach(header -> request.append("\r\n").append(header));
    request.append("\r\nConnection: close\r\n\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
