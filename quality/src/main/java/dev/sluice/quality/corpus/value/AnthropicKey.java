package dev.sluice.quality.corpus.value;

import java.util.List;

/** Anthropic's keys: a class with its generation, and ninety-five characters of base 64. */
public final class AnthropicKey {

  private AnthropicKey() {}

  public static Value make(SeededRandom dice) {
    String type = dice.pick(List.of("api03", "api03", "api03", "admin01", "oat01"));
    return Value.of("sk" + "-ant-" + type + "-" + dice.text(SeededRandom.BASE64_URL, 93) + "AA");
  }
}
