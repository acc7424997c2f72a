package dev.sluice.e2e.traffic.backend;

import dev.sluice.common.testkit.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
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

  private final SSLServerSocket socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
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
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", own.key(), new char[0], new Certificate[] {own.certificate()});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      socket =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
      socket.setEnabledProtocols(versions);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Returns the last connection with a request. */
  Optional<TlsConnection> lastConnection() {
    return Optional.ofNullable(last.get());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.execute(() -> serve((SSLSocket) connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(SSLSocket connection) {
    try (connection) {
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
    } catch (IOException e) {
      // The gateway does not trust the certificate, or closed the connection.
    }
  }
}
