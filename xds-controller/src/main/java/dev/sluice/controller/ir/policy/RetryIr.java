package dev.sluice.controller.ir.policy;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A policy that repeats requests which a backend did not answer. Durations of zero turn their
 * feature off.
 *
 * @param on the conditions in the words of Envoy
 * @param methods the methods that are repeated; empty for all
 * @param retryAfterMax the longest Retry-After of a backend that is waited for
 * @param otherHost whether a retry prefers an endpoint that has not failed the request
 * @param hedge whether a try that exceeds its timeout stays open while the retry runs
 */
public record RetryIr(
    int retries,
    List<String> on,
    List<Integer> statusCodes,
    List<String> methods,
    Duration perTryTimeout,
    Duration backoffBase,
    Duration backoffMax,
    Duration retryAfterMax,
    boolean otherHost,
    boolean hedge)
    implements RoutePolicyIr {
  /** The conditions under which a backend cannot have received the request. */
  private static final List<String> SAFE =
      List.of("connect-failure", "refused-stream", "reset-before-request");

  /** The methods that a backend may receive twice. */
  private static final List<String> IDEMPOTENT = List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

  /** The retries of a route without a policy: one, on another endpoint, where it is safe. */
  public static final RetryIr DEFAULT =
      new RetryIr(
          1,
          SAFE,
          List.of(),
          List.of(),
          Duration.ZERO,
          Duration.ofMillis(25),
          Duration.ofMillis(250),
          Duration.ZERO,
          true,
          false);

  public RetryIr {
    on = List.copyOf(on);
    statusCodes = List.copyOf(statusCodes);
    boolean safe = statusCodes.isEmpty() && Set.copyOf(SAFE).containsAll(on);
    methods = List.copyOf(methods.isEmpty() && !safe ? IDEMPOTENT : methods);
    if (backoffBase.isZero() || backoffBase.compareTo(backoffMax) > 0) {
      throw new IllegalArgumentException("backoff_base must be above 0s and at most backoff_max");
    }
    if (hedge && perTryTimeout.isZero()) {
      throw new IllegalArgumentException("hedge needs a per_try_timeout above 0s");
    }
  }
}
