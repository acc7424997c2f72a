package dev.sluice.e2e.traffic.backend;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.raw.SocketServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An HTTPS upstream that records how the gateway connects, and whether it speaks HTTP/2. */
final class TlsUpstream implements AutoCloseable {
  private static final String HTTP2_PREFACE = "PRI * HTTP/2.0";
  private static final byte[] RESPONSE =
      "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 3\r\n\r\ntls"
          .getBytes(StandardCharsets.US_ASCII);

  private final SocketServer server;
  private final AtomicReference<@Nullable TlsConnection> last = new AtomicReference<>();

  /**
   * A connection of the gateway.
   *
   * @param sni the server name that it asked for; empty if none
   * @param alpn the protocol that both agreed on; empty if none
   */
  record TlsConnection(String version, String sni, String alpn, boolean http2) {}

  /** Starts a server with a certificate, which accepts these TLS versions. */
  TlsUpstream(TestCa.Issued own, String... versions) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.keyManagers(), null, null);
      SSLServerSocket socket =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
      socket.setEnabledProtocols(versions);
      server = new SocketServer(socket, connection -> serve((SSLSocket) connection));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.port();
  }

  /** Returns the last connection with a request. */
  Optional<TlsConnection> lastConnection() {
    return Optional.ofNullable(last.get());
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(SSLSocket connection) throws IOException {
    connection.setHandshakeApplicationProtocolSelector(
        (_, offered) -> offered.isEmpty() ? "" : offered.getFirst());
    connection.startHandshake();
    InputStream in = connection.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
    ExtendedSSLSession session = (ExtendedSSLSession) connection.getSession();
    List<SNIServerName> names = session.getRequestedServerNames();
    last.set(
        new TlsConnection(
            session.getProtocol(),
            names.isEmpty() ? "" : ((SNIHostName) names.getFirst()).getAsciiName(),
            connection.getApplicationProtocol(),
            head.indexOf(HTTP2_PREFACE) == 0));
    connection.getOutputStream().write(RESPONSE);
  }
}
