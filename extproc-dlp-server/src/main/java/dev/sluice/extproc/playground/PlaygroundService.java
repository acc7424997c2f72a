package dev.sluice.extproc.playground;

import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.playground.v1.PlaygroundGrpc;
import dev.sluice.playground.v1.TrialPolicy;
import dev.sluice.playground.v1.TrialRequest;
import dev.sluice.playground.v1.TrialResult;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service that tries the policy of this server with a text. Few trials run at once, on threads
 * of their own. Nothing of a trial is stored or logged.
 */
public final class PlaygroundService extends PlaygroundGrpc.PlaygroundImplBase
    implements AutoCloseable {
  /** The longest text, in bytes of UTF-8. */
  public static final int MOST_BYTES = 64 << 10;

  private static final Logger log = LoggerFactory.getLogger(PlaygroundService.class);
  private static final int MOST_TRIALS = 2;

  /** The longest time of a trial; the last part of it is for the answer. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Duration ANSWER_TIME = Duration.ofSeconds(2);

  private final Supplier<Inspector> live;
  private final Supplier<Optional<Inspector>> shadow;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MOST_TRIALS,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("playground-", 0).factory());

  /**
   * Creates the service. The inspectors call no external recognizer, because each text is inspected
   * thousands of times.
   *
   * @param live returns the policy in force
   * @param shadow returns the shadow policy, if one is loaded
   */
  public PlaygroundService(Supplier<Inspector> live, Supplier<Optional<Inspector>> shadow) {
    this.live = live;
    this.shadow = shadow;
  }

  @Override
  public void run(TrialRequest request, StreamObserver<TrialResult> answers) {
    Optional<String> problem = PolicyTrial.problem(request);
    if (problem.isPresent()) {
      answers.onError(Status.INVALID_ARGUMENT.withDescription(problem.get()).asRuntimeException());
      return;
    }
    Optional<Inspector> inspector =
        request.getPolicy() == TrialPolicy.TRIAL_POLICY_SHADOW
            ? shadow.get()
            : Optional.of(live.get());
    if (inspector.isEmpty()) {
      answers.onError(
          Status.FAILED_PRECONDITION
              .withDescription("no shadow policy is loaded")
              .asRuntimeException());
      return;
    }
    // Without a handler, an answer to a caller that has left would be an exception.
    ((ServerCallStreamObserver<TrialResult>) answers).setOnCancelHandler(() -> {});
    Context call = Context.current();
    BooleanSupplier over = timer(call);
    try {
      threads.execute(() -> answer(new PolicyTrial(inspector.get(), request), over, answers));
    } catch (RejectedExecutionException e) {
      answers.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription(MOST_TRIALS + " trials are running")
              .asRuntimeException());
    }
  }

  /** Returns whether the time for inspections is over, or the caller has left. */
  private static BooleanSupplier timer(Context call) {
    Deadline given = call.getDeadline();
    Deadline longest = Deadline.after(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    Deadline end = (given == null ? longest : given.minimum(longest));
    Deadline inspections = end.offset(-ANSWER_TIME.toMillis(), TimeUnit.MILLISECONDS);
    return () -> inspections.isExpired() || call.isCancelled();
  }

  private static void answer(
      PolicyTrial trial, BooleanSupplier over, StreamObserver<TrialResult> answers) {
    try {
      TrialResult result = trial.run(over);
      answers.onNext(result);
      answers.onCompleted();
    } catch (RuntimeException e) {
      // Without its message, which may have a part of the text.
      log.warn("A trial failed with {}", e.getClass().getName());
      answers.onError(Status.INTERNAL.withDescription("the trial failed").asRuntimeException());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
