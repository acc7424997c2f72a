package dev.sluice.extproc.decoder;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON keys that the product uses, each as one shared string. Other keys have no name, so that
 * no key of a body can reach a finding.
 */
final class JsonKeys {
  static final int LONGEST = 32;

  private static final List<String> KNOWN =
      List.of(
          "answer",
          "arguments",
          "audio",
          "body",
          "cache_creation_input_tokens",
          "cache_read_input_tokens",
          "cachedContentTokenCount",
          "cached_tokens",
          "candidates",
          "candidatesTokenCount",
          "changed_files",
          "changes",
          "choices",
          "chosenCandidates",
          "clipboard",
          "command_index",
          "completion",
          "completion_probabilities",
          "completion_tokens",
          "completion_tokens_details",
          "content",
          "content_block",
          "content_index",
          "contexts",
          "custom",
          "declarations",
          "delta",
          "description",
          "diff",
          "documents",
          "eval_count",
          "finish_reason",
          "function",
          "functionCall",
          "function_call",
          "generationConfig",
          "index",
          "input",
          "input_tokens",
          "input_tokens_details",
          "instruction",
          "instructions",
          "jsonPath",
          "logprobs",
          "logprobsResult",
          "maxOutputTokens",
          "max_completion_tokens",
          "max_output_tokens",
          "max_tokens",
          "message",
          "messages",
          "model",
          "n",
          "num_predict",
          "options",
          "output",
          "output_index",
          "output_tokens",
          "output_tokens_details",
          "partialArgs",
          "partial_json",
          "parts",
          "prefix",
          "prompt",
          "promptTokenCount",
          "prompt_eval_count",
          "prompt_tokens",
          "prompt_tokens_details",
          "query",
          "reasoning",
          "reasoning_content",
          "reasoning_details",
          "reasoning_tokens",
          "refusal",
          "response",
          "result",
          "results",
          "segments",
          "stderr",
          "stdout",
          "stream",
          "stringValue",
          "suffix",
          "summary",
          "summary_index",
          "system",
          "text",
          "thinking",
          "thinking_tokens",
          "thought",
          "thoughtsTokenCount",
          "token",
          "tokens",
          "tokensUsed",
          "toolUsePromptTokenCount",
          "tool_calls",
          "transcript",
          "type",
          "usage",
          "usageMetadata",
          "x_groq");

  private static final byte[][] BYTES =
      KNOWN.stream().map(key -> key.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);

  private JsonKeys() {}

  /** Returns the shared string of a key, or null for any other key. */
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
