package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The parameter {@code wait}: how long an answer may be delayed until something has happened. */
public final class WaitLimit {
  private static final int MOST = 30;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private WaitLimit() {}

  /** Reads the parameter, such as 5s; the default is 0s. */
  public static Duration of(ApiRequest request) {
    String text = request.query().getOrDefault("wait", "0s");
    if (text.matches("[0-9]{1,2}s")) {
      int seconds = Integer.parseInt(text.substring(0, text.length() - 1));
      if (seconds <= MOST) {
        return Duration.ofSeconds(seconds);
      }
    }
    throw ProblemException.at(
        ProblemType.INVALID_REQUEST, "wait", "The wait is a time from 0s to " + MOST + "s.");
  }

  /** Repeats a question until it has a wanted answer or the wait is over. */
  public static <T> T until(Duration atMost, Supplier<T> question, Predicate<T> wanted) {
    long end = System.nanoTime() + atMost.toNanos();
    T answer = question.get();
    try {
      while (!wanted.test(answer) && System.nanoTime() - end < 0) {
        Thread.sleep(PAUSE);
        answer = question.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }
}
