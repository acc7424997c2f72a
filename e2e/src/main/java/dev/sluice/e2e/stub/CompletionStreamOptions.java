package dev.sluice.e2e.stub;

import java.time.Duration;
import java.util.Optional;

/**
 * How a streamed answer is written, asked for by {@code x-stub-…} request headers.
 *
 * @param delay between two tokens
 * @param cutSeed seed of the places where the bytes are cut instead of after each event
 * @param lockStep each token after the first waits for a {@code POST /_step}
 * @param repetitions how often all tokens come
 */
record CompletionStreamOptions(
    Duration delay, Optional<Long> cutSeed, boolean lockStep, long repetitions) {
  private static final Duration DELAY = Duration.ofMillis(12);

  static CompletionStreamOptions of(RecordedRequest request) {
    return new CompletionStreamOptions(
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
