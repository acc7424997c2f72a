package dev.sluice.common.match.syntax;

/** A parser of {@code [...]}, from behind its opening bracket. */
final class CharacterClassParser {
  private final PatternReader in;
  private final boolean ignoreCase;

  CharacterClassParser(PatternReader in, boolean ignoreCase) {
    this.in = in;
    this.ignoreCase = ignoreCase;
  }

  CharacterClass parse(int start) {
    boolean negated = in.consume("^");
    var set = new CharacterClass();
    boolean first = true;
    while (first || !in.startsWith("]")) {
      if (in.atEnd()) {
        throw in.errorAt(start, "class is not closed");
      }
      item(set);
      first = false;
    }
    in.consume("]");
    CharacterClass folded = ignoreCase ? set.foldedCase() : set;
    if (!negated) {
      return folded;
    }
    if (!set.canBeNegated()) {
      throw in.errorAt(start, "a negated class holds ASCII characters only");
    }
    return folded.negated();
  }

  private void item(CharacterClass set) {
    int start = in.index();
    if (in.startsWith("[:") || in.startsWith("&&")) {
      throw in.error("nested and named classes are not offered");
    }
    int low = in.next();
    if (low == '\\') {
      if ("dDwWsS".indexOf(in.atEnd() ? ' ' : in.peek()) >= 0) {
        set.addAll(in.escapedClass(start));
        return;
      }
      low = in.escapedCharacter(start);
    }
    if (!in.startsWith("-") || in.startsWith("-]")) {
      set.addRange(low, low);
      return;
    }
    in.consume("-");
    int high = in.next();
    if (high == '\\') {
      high = in.escapedCharacter(start);
    }
    if (high < low) {
      throw in.errorAt(start, "range runs backwards");
    }
    set.addRange(low, high);
  }
}
