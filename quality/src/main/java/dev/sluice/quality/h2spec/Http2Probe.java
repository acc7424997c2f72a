package dev.sluice.quality.h2spec;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A probe for HTTP/2 with prior knowledge: the preface of the client, and the first frame. */
final class Http2Probe {
  private static final int LIMIT_MILLIS = 5_000;
  private static final int SETTINGS = 4;
  private static final byte[] EMPTY_SETTINGS = {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0};

  private Http2Probe() {}

  /** Returns whether a port answers the preface with a SETTINGS frame. */
  static boolean speaksHttp2(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LIMIT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.write(EMPTY_SETTINGS);
      out.flush();
      return startsWithSettings(new DataInputStream(socket.getInputStream()));
    }
  }

  private static boolean startsWithSettings(DataInputStream in) {
    try {
      in.skipNBytes(3);
      return in.readUnsignedByte() == SETTINGS;
    } catch (IOException e) {
      // The server closed the connection, or waits for a request of HTTP/1.1.
      return false;
    }
  }
}
