package dev.sluice.quality.fuzz.pattern;

import java.util.List;
import java.util.random.RandomGenerator;

/** A generator of texts with matches and near matches of patterns. */
public final class MatchingTextGenerator {
  private static final int LONGEST = 48;

  private final RandomGenerator random;
  private final PatternGenerator letters;

  public MatchingTextGenerator(RandomGenerator random) {
    this.random = random;
    this.letters = new PatternGenerator(random);
  }

  /** Generates a text for the patterns. */
  public String generate(List<PatternTree> patterns) {
    var text = new StringBuilder();
    int length = random.nextInt(LONGEST);
    while (text.length() < length) {
      if (random.nextInt(3) == 0) {
        text.append(letters.noise(random.nextInt(1, 4)));
      } else {
        var sample = new StringBuilder();
        patterns.get(random.nextInt(patterns.size())).sample(random, sample);
        mutate(sample);
        text.append(sample.length() > LONGEST ? sample.substring(0, LONGEST) : sample);
      }
    }
    return wellFormed(text);
  }

  private void mutate(StringBuilder sample) {
    if (!sample.isEmpty() && random.nextInt(3) == 0) {
      int at = random.nextInt(sample.length());
      sample.replace(at, at + random.nextInt(2), letters.noise(random.nextInt(2)));
    }
  }

  /** Removes unpaired surrogates. */
  private static String wellFormed(StringBuilder text) {
    var whole = new StringBuilder();
    text.codePoints()
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
