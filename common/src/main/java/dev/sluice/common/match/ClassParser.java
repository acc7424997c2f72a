package dev.sluice.common.match;

/** Reads {@code [...]}, from behind its opening bracket. */
final class ClassParser {
  private final PatternReader in;
  private final boolean ignoreCase;

  ClassParser(PatternReader in, boolean ignoreCase) {
    this.in = in;
    this.ignoreCase = ignoreCase;
  }

  CharacterClass parse(int start) {
    boolean negated = in.take("^");
    var set = new CharacterClass();
    boolean first = true;
    while (first || !in.startsWith("]")) {
      if (in.atEnd()) {
        throw in.refusedAt(start, "class is not closed");
      }
      item(set);
      first = false;
    }
    in.take("]");
    CharacterClass folded = ignoreCase ? set.foldedCase() : set;
    if (!negated) {
      return folded;
    }
    if (!set.canBeNegated()) {
      throw in.refusedAt(start, "a negated class holds ASCII characters only");
    }
    return folded.negated();
  }

  private void item(CharacterClass set) {
    int start = in.index();
    if (in.startsWith("[:") || in.startsWith("&&")) {
      throw in.refused("nested and named classes are not offered");
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
    in.take("-");
    int high = in.next();
    if (high == '\\') {
      high = in.escapedCharacter(start);
    }
    if (high < low) {
      throw in.refusedAt(start, "range runs backwards");
    }
    set.addRange(low, high);
  }
}
