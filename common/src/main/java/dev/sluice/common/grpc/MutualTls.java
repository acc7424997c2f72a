package dev.sluice.common.grpc;

import dev.sluice.common.config.HostPort;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mutual TLS between the parts of Sluice, version 1.3 or 1.2. A peer is accepted if its
 * certificate is valid, is issued by the authorities, and has a SPIFFE id of the trust domain that
 * the caller accepts. Host names are not checked. Changed files are reloaded and used by later
 * handshakes; open connections continue.
 */
public final class MutualTls implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MutualTls.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final TlsConfig config;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final AdvancedTlsX509TrustManager trust;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("tls-files").daemon(true).factory());
  private volatile TlsMaterial material;
  private volatile String refused = "";
  private volatile Consumer<String> listener = state -> {};
  private String lastError = "";

  private MutualTls(TlsConfig config, Predicate<SpiffeId> peers)
      throws InvalidTlsFileException, IOException, GeneralSecurityException {
    this.config = config;
    this.trust =
        AdvancedTlsX509TrustManager.newBuilder()
            .setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION)
            .setSslSocketAndEnginePeerVerifier(new PeerVerifier(() -> material.self(), peers))
            .build();
    this.material = TlsMaterial.read(config);
    use(material);
  }

  /**
   * Reads the files, and reloads them after a change.
   *
   * @param peers the accepted ids of the trust domain
   */
  public static MutualTls open(TlsConfig config, Predicate<SpiffeId> peers) {
    return open(config, peers, LOOK_EVERY);
  }

  static MutualTls open(TlsConfig config, Predicate<SpiffeId> peers, Duration every) {
    try {
      MutualTls tls = new MutualTls(config, peers);
      var _ =
          tls.watcher.scheduleWithFixedDelay(
              tls::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
      return tls;
    } catch (InvalidTlsFileException | IOException | GeneralSecurityException e) {
      throw new IllegalStateException("TLS files: " + e.getMessage(), e);
    }
  }

  /** Reports the state of the files to the listener, now and after each check. */
  public void onStateChange(Consumer<String> listener) {
    this.listener = listener;
    notifyListeners();
  }

  /** Returns the time at which the certificate in use expires. */
  Instant expiresAt() {
    return material.expiresAt();
  }

  /** Returns a builder of a channel to an accepted peer. */
  public ManagedChannelBuilder<?> channelBuilder(HostPort address) {
    return NettyChannelBuilder.forAddress(address.host(), address.port())
        .sslContext(
            context(GrpcSslContexts.configure(SslContextBuilder.forClient().keyManager(keys))));
  }

  SslContext serverContext() {
    return context(
        GrpcSslContexts.configure(SslContextBuilder.forServer(keys))
            .clientAuth(ClientAuth.REQUIRE));
  }

  private SslContext context(SslContextBuilder builder) {
    try {
      return builder.trustManager(trust).protocols(PROTOCOLS).build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void look() {
    try {
      if (material.hasChanged(config)) {
        TlsMaterial next = TlsMaterial.read(config);
        use(next);
        material = next;
        log.info("reloaded TLS files: {} until {}", next.self(), next.expiresAt());
      }
      lastError = "";
      refused = "";
    } catch (InvalidTlsFileException e) {
      refused(e.key() + " " + e.getMessage());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      refused(String.valueOf(e.getMessage()));
    }
    notifyListeners();
  }

  private void use(TlsMaterial next) throws IOException, GeneralSecurityException {
    trust.updateTrustCredentials(next.authorities().toArray(X509Certificate[]::new));
    keys.updateIdentityCredentials(next.chain().toArray(X509Certificate[]::new), next.key());
  }

  /**
   * Handles unusable files. It reports only an error that two checks find, because related files
   * are replaced one by one.
   */
  private void refused(String why) {
    if (lastError.equals(why) && !refused.equals(why)) {
      refused = why;
      log.warn("TLS files have changed and are not used: {}", why);
    }
    lastError = why;
  }

  private void notifyListeners() {
    String state = "TLS as " + material.self() + " until " + material.expiresAt();
    listener.accept(refused.isEmpty() ? state : state + ", newer files are not used: " + refused);
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
