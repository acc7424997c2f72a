package dev.sluice.common.redis;

/** A listener for the results of calls to Redis. */
public interface RedisListener {
  /** Handles an answer, which took this many nanoseconds. */
  void onAnswer(long nanos);

  /** Handles a failure. Until the next answer, the server works without Redis. */
  void onFailure(Throwable thrown);
}
