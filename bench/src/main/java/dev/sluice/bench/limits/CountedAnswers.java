package dev.sluice.bench.limits;

import dev.sluice.bench.load.MeasuredValues;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The result of one load: its answers by their kind, and how long they took. */
final class CountedAnswers {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int OK = 0;
  private static final int TOO_MANY_REQUESTS = 429;

  private final long start = System.nanoTime();
  private final CountDownLatch open;
  private final MeasuredValues latencies = new MeasuredValues();
  private int accepted;
  private int limited;
  private int failed;
  private long end = start;

  CountedAnswers(int expected) {
    open = new CountDownLatch(expected);
  }

  /** Returns a receiver of the answer to a check that is sent now. */
  StreamObserver<CheckResponse> answer() {
    return new Answer();
  }

  /** Waits for all answers. */
  void await() {
    try {
      if (!open.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(open.getCount() + " checks have no answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  synchronized int accepted() {
    return accepted;
  }

  /** Returns how many checks were answered with 429. */
  synchronized int limited() {
    return limited;
  }

  /** Returns how many checks had any other answer, or none. */
  synchronized int failed() {
    return failed;
  }

  /** Returns the time from the first request to the last answer. */
  synchronized Duration taken() {
    return Duration.ofNanos(end - start);
  }

  /** Returns a percentile of the times from a check to its answer, in milliseconds. */
  synchronized double millis(double share) {
    return latencies.millis(share);
  }

  private synchronized void count(CheckResponse response, long sent) {
    end = System.nanoTime();
    latencies.add(end - sent);
    if (response.getStatus().getCode() == OK) {
      accepted++;
    } else if (response.getDeniedResponse().getStatus().getCodeValue() == TOO_MANY_REQUESTS) {
      limited++;
    } else {
      failed++;
    }
  }

  private synchronized void countFailure() {
    failed++;
  }

  /** A receiver of one answer. */
  private final class Answer implements StreamObserver<CheckResponse> {
    private final long sent = System.nanoTime();

    @Override
    public void onNext(CheckResponse response) {
      count(response, sent);
    }

    @Override
    public void onError(Throwable error) {
      countFailure();
      open.countDown();
    }

    @Override
    public void onCompleted() {
      open.countDown();
    }
  }
}
