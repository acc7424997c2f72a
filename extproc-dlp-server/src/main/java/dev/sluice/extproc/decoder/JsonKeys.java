package dev.sluice.extproc.decoder;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that mean something to us, each as one shared string. Others stay nameless, so that no
 * key of a body can reach a finding.
 */
final class JsonKeys {
  static final int LONGEST = 32;

  private static final List<String> KNOWN =
      List.of(
          "arguments",
          "body",
          "changes",
          "choices",
          "completion_tokens",
          "content",
          "contexts",
          "declarations",
          "delta",
          "description",
          "diff",
          "function",
          "function_call",
          "index",
          "input",
          "input_tokens",
          "instruction",
          "message",
          "messages",
          "output_tokens",
          "prefix",
          "prompt",
          "prompt_tokens",
          "query",
          "reasoning",
          "reasoning_content",
          "refusal",
          "result",
          "results",
          "segments",
          "suffix",
          "summary",
          "text",
          "thinking",
          "tokensUsed",
          "tool_calls",
          "usage");

  private static final byte[][] BYTES =
      KNOWN.stream().map(key -> key.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);

  private JsonKeys() {}

  /** The shared string of a key, or null if it is none of ours. */
  static @Nullable String find(byte[] key, int length) {
    int low = 0;
    int high = BYTES.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compare(BYTES[middle], 0, BYTES[middle].length, key, 0, length);
      if (order == 0) {
        return KNOWN.get(middle);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }
}
