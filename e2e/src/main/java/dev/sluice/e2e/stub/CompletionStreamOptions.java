package dev.sluice.e2e.stub;

import java.time.Duration;
import java.util.Optional;

/**
 * The options of a streamed response, selected by {@code x-stub-…} request headers.
 *
 * @param delay the delay between two tokens
 * @param cutSeed the seed of the positions at which bytes are cut, instead of after each event
 * @param lockStep true if each token after the first waits for a {@code POST /_step}
 * @param repetitions the number of times that all tokens are sent
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
