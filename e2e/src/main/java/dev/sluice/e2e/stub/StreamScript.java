package dev.sluice.e2e.stub;

import java.time.Duration;
import java.util.Optional;

/**
 * How a streamed answer is written, asked for by {@code x-stub-…} request headers.
 *
 * @param delay between two tokens
 * @param cuts seed of the places where the bytes are cut instead of after each event
 * @param lockStep each token after the first waits for a {@code POST /_step}
 * @param times how often all tokens come
 */
record StreamScript(Duration delay, Optional<Long> cuts, boolean lockStep, long times) {
  private static final Duration DELAY = Duration.ofMillis(12);

  static StreamScript of(SeenRequest request) {
    return new StreamScript(
        request
            .header("x-stub-delay-ms")
            .map(text -> Duration.ofMillis(Long.parseLong(text)))
            .orElse(DELAY),
        request.header("x-stub-cuts").map(Long::valueOf),
        request.header("x-stub-lock-step").isPresent(),
        request.header("x-stub-endless").isPresent()
            ? Long.MAX_VALUE
            : request.header("x-stub-times").map(Long::parseLong).orElse(1L));
  }
}
