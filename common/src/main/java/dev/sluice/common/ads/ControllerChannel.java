package dev.sluice.common.ads;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.MutualTls;
import dev.sluice.common.grpc.SpiffeId;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A gRPC channel to the controller. With TLS it verifies the identity of the controller. */
public final class ControllerChannel implements AutoCloseable {
  private static final long KEEP_ALIVE_SECONDS = 30;
  private static final long END_SECONDS = 5;

  private final Optional<MutualTls> tls;
  private final ManagedChannel channel;

  private ControllerChannel(Optional<MutualTls> tls, ManagedChannel channel) {
    this.tls = tls;
    this.channel = channel;
  }

  /**
   * Opens a channel, which connects at its first call. {@code executor} runs the callbacks of
   * calls.
   */
  public static ControllerChannel open(
      AdsClientConfig config, Executor executor, int maxMessageBytes) {
    Optional<MutualTls> tls =
        config.tls().map(files -> MutualTls.open(files, ControllerChannel::isController));
    ManagedChannel channel =
        tls.<ManagedChannelBuilder<?>>map(mutual -> mutual.channelBuilder(config.controller()))
            .orElseGet(() -> plaintext(config.controller()))
            .executor(executor)
            .maxInboundMessageSize(maxMessageBytes)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .build();
    return new ControllerChannel(tls, channel);
  }

  /** Returns the channel for calls. */
  public ManagedChannel channel() {
    return channel;
  }

  /** Reports the state of this server's certificate to the listener, now and after each change. */
  void onStateChange(Consumer<String> listener) {
    tls.ifPresent(mutual -> mutual.onStateChange(listener));
  }

  /** Cancels all calls. */
  void shutdown() {
    channel.shutdownNow();
  }

  void awaitTermination() throws InterruptedException {
    boolean _ = channel.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    shutdown();
    tls.ifPresent(MutualTls::close);
  }

  private static ManagedChannelBuilder<?> plaintext(HostPort address) {
    return Grpc.newChannelBuilderForAddress(
        address.host(), address.port(), InsecureChannelCredentials.create());
  }

  private static boolean isController(SpiffeId peer) {
    return peer.kind().equals("controller");
  }
}
