package dev.sluice.extproc.server;

import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extproc.stream.ProcessorFactory;
import dev.sluice.extproc.stream.StreamMetrics;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContextReader;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProcessorRegistryTest {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicInteger ended = new AtomicInteger();

  /** A stream whose end fails must not prevent the expiry of other streams. */
  @Test
  void sweep_oneStreamThrows_expiresOthers() {
    warnings.expect("a stream could not be ended: java.lang.IllegalStateException");
    var processors =
        new ProcessorFactory(
            () -> new WordInspector("v1", true),
            new ExchangeContextReader(
                "dev", BodyInspectionMode.PRE_ONLY, () -> RouteTable.empty(ServedRoute::of)),
            new StreamLimits(100, 100, 100, 100, 100),
            new ByteBudget(100),
            new StreamMetrics(metrics, 1));
    try (var streams = new ProcessorRegistry(processors, 8, Duration.ofMillis(20), metrics)) {
      for (int i = 0; i < 3; i++) {
        var _ = streams.open(new Peer());
        int count = i + 1;
        Await.until(() -> ended.get() >= count);
      }
      Await.until(() -> streams.size() == 0);
    }
  }

  /** A peer whose call was closed elsewhere. */
  private final class Peer extends ServerCallStreamObserver<EncodedProcessingResponse> {
    @Override
    public void onError(Throwable error) {
      ended.incrementAndGet();
      throw new IllegalStateException("call already closed");
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void onNext(EncodedProcessingResponse answer) {}

    @Override
    public void onCompleted() {}

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void setOnCloseHandler(Runnable handler) {}

    @Override
    public void disableAutoRequest() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}
  }
}
