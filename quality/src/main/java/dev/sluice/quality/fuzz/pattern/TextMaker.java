package dev.sluice.quality.fuzz.pattern;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes texts up that patterns match here and there, and nearly match elsewhere. */
public final class TextMaker {
  private static final int LONGEST = 48;

  private final RandomGenerator random;
  private final TreeMaker letters;

  public TextMaker(RandomGenerator random) {
    this.random = random;
    this.letters = new TreeMaker(random);
  }

  /** A text for some patterns. */
  public String make(List<Tree> patterns) {
    var text = new StringBuilder();
    int length = random.nextInt(LONGEST);
    while (text.length() < length) {
      if (random.nextInt(3) == 0) {
        text.append(letters.noise(random.nextInt(1, 4)));
      } else {
        var sample = new StringBuilder();
        patterns.get(random.nextInt(patterns.size())).sample(random, sample);
        spoil(sample);
        text.append(sample.length() > LONGEST ? sample.substring(0, LONGEST) : sample);
      }
    }
    return wellFormed(text);
  }

  private void spoil(StringBuilder sample) {
    if (!sample.isEmpty() && random.nextInt(3) == 0) {
      int at = random.nextInt(sample.length());
      sample.replace(at, at + random.nextInt(2), letters.noise(random.nextInt(2)));
    }
  }

  /** Without halves of surrogate pairs. */
  private static String wellFormed(StringBuilder text) {
    var whole = new StringBuilder();
    text.codePoints()
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
