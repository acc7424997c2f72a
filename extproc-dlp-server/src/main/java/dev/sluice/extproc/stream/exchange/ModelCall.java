package dev.sluice.extproc.stream.exchange;

import java.util.List;
import java.util.Set;

/**
 * A call to the API of a provider. A call that reads a stored answer repeats the usage that counted
 * when the answer was made, and a call that counts tokens uses none.
 */
final class ModelCall {
  private static final Set<String> READING = Set.of("GET", "HEAD", "DELETE");
  private static final List<String> STORED =
      List.of("/responses/", "/chat/completions/", "/messages/");
  private static final List<String> COUNTING =
      List.of("/messages/count_tokens", "/responses/input_tokens", ":countTokens");

  private ModelCall() {}

  /** Returns false if no model runs for a call to a normalized path. */
  static boolean runsModel(String method, String path) {
    boolean reads = READING.contains(method) && STORED.stream().anyMatch(path::contains);
    return !reads && COUNTING.stream().noneMatch(path::endsWith);
  }
}
