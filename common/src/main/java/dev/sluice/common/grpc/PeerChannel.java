package dev.sluice.common.grpc;

import dev.sluice.common.config.HostPort;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A gRPC channel to another part of Sluice. With TLS it verifies the identity of that part. */
public final class PeerChannel implements AutoCloseable {
  private static final long KEEP_ALIVE_SECONDS = 30;
  private static final long END_SECONDS = 5;

  private final Optional<MutualTls> tls;
  private final ManagedChannel channel;

  private PeerChannel(Optional<MutualTls> tls, ManagedChannel channel) {
    this.tls = tls;
    this.channel = channel;
  }

  /**
   * Opens a channel, which connects at its first call.
   *
   * @param files the files for TLS; empty for plaintext
   * @param peers the accepted ids of the trust domain
   * @param executor runs the callbacks of calls
   */
  public static PeerChannel open(
      HostPort address,
      Optional<TlsConfig> files,
      Predicate<SpiffeId> peers,
      Executor executor,
      int maxMessageBytes) {
    Optional<MutualTls> tls = files.map(config -> MutualTls.open(config, peers));
    ManagedChannel channel =
        tls.<ManagedChannelBuilder<?>>map(mutual -> mutual.channelBuilder(address))
            .orElseGet(() -> plaintext(address))
            .executor(executor)
            .maxInboundMessageSize(maxMessageBytes)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .build();
    return new PeerChannel(tls, channel);
  }

  private static ManagedChannelBuilder<?> plaintext(HostPort address) {
    return Grpc.newChannelBuilderForAddress(
        address.host(), address.port(), InsecureChannelCredentials.create());
  }

  /** Returns the channel for calls. */
  public ManagedChannel channel() {
    return channel;
  }

  /** Reports the state of this server's certificate to the listener, now and after each change. */
  public void onStateChange(Consumer<String> listener) {
    tls.ifPresent(mutual -> mutual.onStateChange(listener));
  }

  /** Cancels all calls. */
  public void shutdown() {
    channel.shutdownNow();
  }

  /** Waits until all calls have ended, for some seconds. */
  public void awaitTermination() throws InterruptedException {
    boolean _ = channel.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    shutdown();
    tls.ifPresent(MutualTls::close);
  }
}
