package dev.sluice.quality.corpus.value;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** GitHub tokens: thirty characters and a check sum in base 62, or a fine-grained token. */
public final class GithubToken {

  private GithubToken() {}

  public static Value make(SeededRandom dice) {
    if (dice.percent(25)) {
      String id = dice.text(SeededRandom.ALPHANUMERIC, 22);
      return Value.of("github" + "_pat_" + id + "_" + dice.text(SeededRandom.ALPHANUMERIC, 59));
    }
    String entropy = dice.text(SeededRandom.ALPHANUMERIC, 30);
    return Value.of(
        dice.pick(List.of("ghp", "ghp", "gho", "ghu", "ghs", "ghr"))
            + "_"
            + entropy
            + check(entropy));
  }

  static String check(String entropy) {
    CRC32 crc = new CRC32();
    crc.update(entropy.getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder();
    for (long rest = crc.getValue(); digits.length() < 6; rest /= 62) {
      digits.insert(0, SeededRandom.ALPHANUMERIC.charAt((int) (rest % 62)));
    }
    return digits.toString();
  }
}
