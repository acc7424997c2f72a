package dev.sluice.e2e.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;

/**
 * A TLS client of a gateway that trusts one certificate authority. Each request has its own
 * connection with a full handshake.
 */
public final class TlsHandshakeClient {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final URI base;
  private final TrustManagerFactory trust;
  private final KeyManager[] own;
  private final Set<Certificate> shown = ConcurrentHashMap.newKeySet();

  public TlsHandshakeClient(URI base, X509Certificate authority) {
    this(base, trust(authority), new KeyManager[0]);
  }

  private TlsHandshakeClient(URI base, TrustManagerFactory trust, KeyManager[] own) {
    this.base = base;
    this.trust = trust;
    this.own = own;
  }

  /** Returns a client with this client certificate. */
  public TlsHandshakeClient withCertificate(X509Certificate certificate, PrivateKey key) {
    try {
      KeyStore store = empty();
      store.setKeyEntry("own", key, new char[0], new Certificate[] {certificate});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      return new TlsHandshakeClient(base, trust, keys.getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request to a host without checking the host name in the certificate. */
  public GatewayResponse get(String host, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT).header("Host", host).build();
    long start = System.nanoTime();
    try (HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(fresh()).build()) {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      shown.add(certificate(response.sslSession().orElseThrow()));
      return new GatewayResponse(
          response.statusCode(), response.headers().map(), response.body(), took);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling the gateway", e);
    }
  }

  /** Returns the number of different certificates of the gateway so far. */
  public int certificateCount() {
    return shown.size();
  }

  /** Returns an SSL context without sessions that could be resumed. */
  private SSLContext fresh() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Certificate certificate(SSLSession session) throws SSLPeerUnverifiedException {
    return session.getPeerCertificates()[0];
  }

  private static TrustManagerFactory trust(X509Certificate authority) {
    try {
      KeyStore store = empty();
      store.setCertificateEntry("authority", authority);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
