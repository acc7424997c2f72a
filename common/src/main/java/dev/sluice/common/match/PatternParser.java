package dev.sluice.common.match;

import java.util.ArrayList;
import java.util.List;

/** Recursive descent over a pattern's text. */
final class PatternParser {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_REPEAT = 1000;
  private static final PatternNode.Boundary TEXT_START =
      new PatternNode.Boundary(ByteSet.NONE, true, ByteSet.ALL, true);
  private static final PatternNode.Boundary TEXT_END =
      new PatternNode.Boundary(ByteSet.ALL, true, ByteSet.NONE, true);

  private final PatternReader in;
  private boolean ignoreCase;
  private int depth;

  PatternParser(String source) {
    in = new PatternReader(source);
  }

  PatternNode parse() {
    if (in.take("(?i)")) {
      ignoreCase = true;
    }
    PatternNode root = alternation();
    if (!in.atEnd()) {
      throw in.refused("unmatched )");
    }
    return root;
  }

  static PatternNode keyword(String text) {
    var parts = new ArrayList<PatternNode>();
    if (isWord(text.codePointAt(0))) {
      parts.add(wordEdge(true, false));
    }
    text.codePoints().forEach(c -> parts.add(literal(c, true)));
    if (isWord(text.codePointBefore(text.length()))) {
      parts.add(wordEdge(false, true));
    }
    return new PatternNode.Sequence(parts);
  }

  private PatternNode alternation() {
    if (++depth > MAX_DEPTH) {
      throw in.refused("nests groups more than " + MAX_DEPTH + " deep");
    }
    List<PatternNode> options = new ArrayList<>();
    options.add(sequence());
    while (in.take("|")) {
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.getFirst() : new PatternNode.Choice(options);
  }

  private PatternNode sequence() {
    List<PatternNode> parts = new ArrayList<>();
    while (!in.atEnd() && in.peek() != '|' && in.peek() != ')') {
      parts.add(repeated(atom()));
    }
    return parts.size() == 1 ? parts.getFirst() : new PatternNode.Sequence(parts);
  }

  private PatternNode atom() {
    int start = in.index();
    int c = in.next();
    return switch (c) {
      case '(' -> group(start);
      case '[' -> new ClassParser(in, ignoreCase).parse(start).toNode();
      case '.' -> CharacterClass.except(ByteSet.range('\n', '\n')).toNode();
      case '^' -> TEXT_START;
      case '$' -> TEXT_END;
      case '\\' -> escape(start);
      case '*', '+', '?', '{' -> throw in.refusedAt(start, "nothing to repeat");
      default -> literal(c, ignoreCase);
    };
  }

  private PatternNode group(int start) {
    PatternNode inner;
    if (in.take("?i:")) {
      boolean outer = ignoreCase;
      ignoreCase = true;
      inner = alternation();
      ignoreCase = outer;
    } else if (in.take("?<!") || in.take("?<=") || in.take("?!") || in.take("?=")) {
      inner = neighbour(start);
    } else if (in.take("?:") || !in.startsWith("?")) {
      inner = alternation();
    } else {
      throw in.refusedAt(start, "this kind of group is not offered");
    }
    if (!in.take(")")) {
      throw in.refusedAt(start, "group is not closed");
    }
    return inner;
  }

  private PatternNode neighbour(int start) {
    boolean before = in.charAt(start + 2) == '<';
    boolean negative = in.charAt(in.index() - 1) == '!';
    CharacterClass set =
        in.take("[") ? new ClassParser(in, ignoreCase).parse(start) : fold(single(start));
    if (!set.decidedByOneByte() || !in.startsWith(")")) {
      throw in.refusedAt(start, "look-around takes one ASCII character or class");
    }
    ByteSet bytes = negative ? set.asNeighbour().complement() : set.asNeighbour();
    return before
        ? new PatternNode.Boundary(bytes, negative, ByteSet.ALL, true)
        : new PatternNode.Boundary(ByteSet.ALL, true, bytes, negative);
  }

  private CharacterClass single(int start) {
    int c = in.next();
    if (c == '\\') {
      return in.escapedClass(start);
    }
    var set = new CharacterClass();
    set.addRange(c, c);
    return set;
  }

  private PatternNode escape(int start) {
    if (in.take("b")) {
      return new PatternNode.Choice(List.of(wordEdge(true, false), wordEdge(false, true)));
    }
    if (in.take("B")) {
      return new PatternNode.Choice(List.of(wordEdge(true, true), wordEdge(false, false)));
    }
    return fold(in.escapedClass(start)).toNode();
  }

  private PatternNode repeated(PatternNode part) {
    int start = in.index();
    PatternNode node;
    if (in.take("*")) {
      node = new PatternNode.Repeat(part, 0, PatternNode.UNBOUNDED);
    } else if (in.take("+")) {
      node = new PatternNode.Repeat(part, 1, PatternNode.UNBOUNDED);
    } else if (in.take("?")) {
      node = new PatternNode.Repeat(part, 0, 1);
    } else if (in.take("{")) {
      node = counted(part, start);
    } else {
      return part;
    }
    if (!in.atEnd() && "*+?{".indexOf(in.peek()) >= 0) {
      throw in.refused("the longest match is always taken: one repeat sign at a time");
    }
    return node;
  }

  private PatternNode counted(PatternNode part, int start) {
    int min = in.number(MAX_REPEAT);
    int max = min;
    if (in.take(",")) {
      max = in.startsWith("}") ? PatternNode.UNBOUNDED : in.number(MAX_REPEAT);
    }
    if (!in.take("}") || (max != PatternNode.UNBOUNDED && max < min)) {
      throw in.refusedAt(start, "repeat must be {n}, {n,} or {n,m} with n ≤ m");
    }
    return new PatternNode.Repeat(part, min, max);
  }

  private CharacterClass fold(CharacterClass set) {
    return ignoreCase ? set.foldedCase() : set;
  }

  private static PatternNode literal(int codePoint, boolean ignoreCase) {
    var set = new CharacterClass();
    set.addRange(codePoint, codePoint);
    return (ignoreCase ? set.foldedCase() : set).toNode();
  }

  /** A boundary that has no word character before it where {@code start}, none after if not. */
  private static PatternNode.Boundary wordEdge(boolean outsideBefore, boolean outsideAfter) {
    ByteSet outside = ByteSet.WORD.complement();
    return new PatternNode.Boundary(
        outsideBefore ? outside : ByteSet.WORD,
        outsideBefore,
        outsideAfter ? outside : ByteSet.WORD,
        outsideAfter);
  }

  private static boolean isWord(int codePoint) {
    return codePoint < 0x80 && ByteSet.WORD.contains(codePoint);
  }
}
