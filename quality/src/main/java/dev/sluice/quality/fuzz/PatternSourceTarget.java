package dev.sluice.quality.fuzz;

import dev.sluice.common.match.pattern.PatternBudget;
import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.quality.fuzz.pattern.PatternGenerator;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A target for mutated pattern sources. The parser must accept them, or reject them with an offset
 * in the source.
 */
final class PatternSourceTarget implements FuzzTarget {
  private static final String MARKS = "()[]{}|*+?^$\\.-&:=!<>,0129abdswux가𝄞 \n\u0000";

  @Override
  public String title() {
    return "sources of patterns";
  }

  @Override
  public Optional<String> run(RandomGenerator random) {
    var source = new StringBuilder(new PatternGenerator(random).generate().source());
    for (int i = random.nextInt(8); i > 0; i--) {
      int at = random.nextInt(source.length() + 1);
      int mark = random.nextInt(MARKS.length());
      switch (random.nextInt(3)) {
        case 0 -> source.insert(at, MARKS.charAt(mark));
        case 1 -> source.delete(at, at + random.nextInt(3));
        default -> source.insert(at, source.substring(0, at));
      }
    }
    String text = source.toString();
    PatternResult keyword = TextPattern.keyword(text, new PatternBudget());
    for (PatternResult result : new PatternResult[] {keyword, TextPattern.parse(text)}) {
      if (result instanceof PatternResult.Rejected(int index, String message)
          && (index < 0 || index > text.length() || message.isEmpty())) {
        return Optional.of(text + " is refused at " + index + ": " + message);
      }
    }
    return Optional.empty();
  }
}
