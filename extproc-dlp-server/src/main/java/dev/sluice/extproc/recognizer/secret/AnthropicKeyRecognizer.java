package dev.sluice.extproc.recognizer.secret;

import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;

/**
 * A recognizer of Anthropic's keys and tokens: a class with its generation, and a long random part.
 */
public final class AnthropicKeyRecognizer {
  private static final String START = "sk" + "-ant-";
  private static final String RANDOM = "k3Jx9QmT2vLr7WbN5yHc1ZpD8sFgA4eU6iXo-B_q";
  private static final int LONGEST = 256;

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "anthropic_key",
          "(?<![0-9A-Za-z_-])sk-\\n?ant-\\n?[a-z]{2,10}[0-9]{2}-\\n?[0-9A-Za-z_-]{32}(?:[0-9A-Za-z_]|-\\n?)*(?![0-9A-Za-z_-])",
          LONGEST,
          CharacterCounts.RANDOM_CHECK,
          List.of(
              "x-api-key: ⟦" + START + "api03-" + RANDOM + RANDOM + "AA⟧",
              "키 ⟦" + START + "api03-" + RANDOM + "AA⟧를 바꿔 주세요",
              "(api_key=\"⟦" + START + "admin01-" + RANDOM + "AA⟧\")",
              "⟦" + START + "oat01-" + RANDOM + "AA⟧"),
          List.of(
              "keys begin with sk-ant-api03-.",
              START + "api03-...",
              START + "api03-YOUR_KEY_HERE",
              START + "api03-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
              START + "api03-****************",
              "desk-ant-farm-observation-log-2024-05-and-more-of-it"));

  private AnthropicKeyRecognizer() {}
}
