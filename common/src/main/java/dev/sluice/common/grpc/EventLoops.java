package dev.sluice.common.grpc;

import io.grpc.netty.shaded.io.netty.util.internal.ThreadExecutorMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The threads on which a {@link GrpcServer} reads calls and writes answers. */
public final class EventLoops {
  private EventLoops() {}

  /**
   * Whoever runs tasks on the event loop that runs this thread, so that an answer is written where
   * its call was read; elsewhere, whoever runs them at once.
   */
  public static Executor currentExecutor() {
    @Nullable Executor loop = ThreadExecutorMap.currentExecutor();
    return loop == null ? Runnable::run : loop;
  }
}
