package dev.sluice.common.grpc;

import io.grpc.netty.shaded.io.netty.util.internal.ThreadExecutorMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The event loop threads on which a {@link GrpcServer} reads calls and writes responses. */
public final class EventLoops {
  private EventLoops() {}

  /**
   * Returns an executor on the event loop of this thread, so that a response is written where its
   * call was read; on other threads, an executor that runs tasks at once.
   */
  public static Executor currentExecutor() {
    @Nullable Executor loop = ThreadExecutorMap.currentExecutor();
    return loop == null ? Runnable::run : loop;
  }
}
