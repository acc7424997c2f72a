package dev.sluice.common.ads;

import dev.sluice.common.grpc.PeerChannel;
import io.grpc.ManagedChannel;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A gRPC channel to the controller. With TLS it verifies the identity of the controller. */
public final class ControllerChannel implements AutoCloseable {
  private final PeerChannel link;

  private ControllerChannel(PeerChannel link) {
    this.link = link;
  }

  /**
   * Opens a channel, which connects at its first call. {@code executor} runs the callbacks of
   * calls.
   */
  public static ControllerChannel open(
      AdsClientConfig config, Executor executor, int maxMessageBytes) {
    return new ControllerChannel(
        PeerChannel.open(
            config.controller(),
            config.tls(),
            peer -> peer.kind().equals("controller"),
            executor,
            maxMessageBytes));
  }

  /** Returns the channel for calls. */
  public ManagedChannel channel() {
    return link.channel();
  }

  /** Reports the state of this server's certificate to the listener, now and after each change. */
  void onStateChange(Consumer<String> listener) {
    link.onStateChange(listener);
  }

  /** Cancels all calls. */
  void shutdown() {
    link.shutdown();
  }

  void awaitTermination() throws InterruptedException {
    link.awaitTermination();
  }

  @Override
  public void close() {
    link.close();
  }
}
