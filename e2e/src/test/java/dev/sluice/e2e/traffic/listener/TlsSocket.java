package dev.sluice.e2e.traffic.listener;

import dev.sluice.common.testkit.TestCa;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** A TLS connection that accepts any certificate, so that a test can look at it. */
final class TlsSocket implements AutoCloseable {
  private static final int LIMIT_MILLIS = 20_000;

  private final SSLSocket socket;

  private TlsSocket(SSLSocket socket) {
    this.socket = socket;
  }

  /** Connects and requests a host, without a certificate. */
  static TlsSocket open(int port, String host) {
    return open(port, host, new KeyManager[0], parameters -> {});
  }

  /** Connects with other parameters of TLS. */
  static TlsSocket open(int port, String host, Consumer<SSLParameters> change) {
    return open(port, host, new KeyManager[0], change);
  }

  /** Connects with a client certificate. */
  static TlsSocket open(int port, String host, TestCa.Issued own) {
    return open(port, host, own.keyManagers(), parameters -> {});
  }

  private static TlsSocket open(
      int port, String host, KeyManager[] own, Consumer<SSLParameters> change) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, new TrustManager[] {TestCa.anyCertificate()}, null);
      Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
      plain.setSoTimeout(LIMIT_MILLIS);
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(host.isEmpty() ? List.of() : List.of(new SNIHostName(host)));
      change.accept(parameters);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new TlsSocket(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String version() {
    return socket.getSession().getProtocol();
  }

  String cipherSuite() {
    return socket.getSession().getCipherSuite();
  }

  String applicationProtocol() {
    return socket.getApplicationProtocol();
  }

  /** Returns the first host in the certificate of the gateway. */
  String shownHost() {
    try {
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectAlternativeNames().iterator().next().get(1).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateParsingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request over HTTP/1.1 and returns the whole response. */
  String get(String host, String path, String... headers) {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nhost: " + host);
    for (String header : headers) {
      request.append("\r\n").append(header);
    }
    return exchange(request + "\r\nconnection: close\r\n\r\n");
  }

  /** Returns the status of a request. */
  String status(String host) {
    return get(host, "/").substring("HTTP/1.1 ".length()).substring(0, 3);
  }

  /** Sends a line and returns the line of the response. */
  String sendLine(String line) {
    try {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream response = new ByteArrayOutputStream();
      for (int next = socket.getInputStream().read(); next != '\n'; ) {
        if (next < 0) {
          throw new IOException("closed within a line");
        }
        response.write(next);
        next = socket.getInputStream().read();
      }
      return response.toString(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a text and returns everything until the peer closes. */
  private String exchange(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(all);
      if (all.size() == 0) {
        throw new IOException("closed without a response");
      }
      return all.toString(StandardCharsets.ISO_8859_1);
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
