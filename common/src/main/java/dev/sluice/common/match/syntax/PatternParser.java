package dev.sluice.common.match.syntax;

import java.util.ArrayList;
import java.util.List;

/** A recursive-descent parser of patterns. */
public final class PatternParser {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_REPEAT = 1000;
  private static final PatternNode.Assertion TEXT_START =
      new PatternNode.Assertion(ByteSet.NONE, true, ByteSet.ALL, true);
  private static final PatternNode.Assertion TEXT_END =
      new PatternNode.Assertion(ByteSet.ALL, true, ByteSet.NONE, true);

  private final PatternReader in;
  private boolean ignoreCase;
  private int depth;

  public PatternParser(String source) {
    in = new PatternReader(source);
  }

  public PatternNode parse() {
    if (in.consume("(?i)")) {
      ignoreCase = true;
    }
    PatternNode root = alternation();
    if (!in.atEnd()) {
      throw in.error("unmatched )");
    }
    return root;
  }

  public static PatternNode keyword(String text) {
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
      throw in.error("nests groups more than " + MAX_DEPTH + " deep");
    }
    List<PatternNode> options = new ArrayList<>();
    options.add(sequence());
    while (in.consume("|")) {
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
      case '[' -> new CharacterClassParser(in, ignoreCase).parse(start).toNode();
      case '.' -> CharacterClass.except(ByteSet.range('\n', '\n')).toNode();
      case '^' -> TEXT_START;
      case '$' -> TEXT_END;
      case '\\' -> escape(start);
      case '*', '+', '?', '{' -> throw in.errorAt(start, "nothing to repeat");
      default -> literal(c, ignoreCase);
    };
  }

  private PatternNode group(int start) {
    PatternNode inner;
    if (in.consume("?i:")) {
      boolean outer = ignoreCase;
      ignoreCase = true;
      inner = alternation();
      ignoreCase = outer;
    } else if (in.consume("?<!") || in.consume("?<=") || in.consume("?!") || in.consume("?=")) {
      inner = neighbour(start);
    } else if (in.consume("?:") || !in.startsWith("?")) {
      inner = alternation();
    } else {
      throw in.errorAt(start, "unsupported kind of group");
    }
    if (!in.consume(")")) {
      throw in.errorAt(start, "group is not closed");
    }
    return inner;
  }

  private PatternNode neighbour(int start) {
    boolean before = in.charAt(start + 2) == '<';
    boolean negative = in.charAt(in.index() - 1) == '!';
    CharacterClass set =
        in.consume("[")
            ? new CharacterClassParser(in, ignoreCase).parse(start)
            : fold(single(start));
    if (!set.decidedByOneByte() || !in.startsWith(")")) {
      throw in.errorAt(start, "look-around takes one ASCII character or class");
    }
    ByteSet bytes = negative ? set.asNeighbour().complement() : set.asNeighbour();
    return before
        ? new PatternNode.Assertion(bytes, negative, ByteSet.ALL, true)
        : new PatternNode.Assertion(ByteSet.ALL, true, bytes, negative);
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
    if (in.consume("b")) {
      return new PatternNode.Choice(List.of(wordEdge(true, false), wordEdge(false, true)));
    }
    if (in.consume("B")) {
      return new PatternNode.Choice(List.of(wordEdge(true, true), wordEdge(false, false)));
    }
    return fold(in.escapedClass(start)).toNode();
  }

  private PatternNode repeated(PatternNode part) {
    int start = in.index();
    PatternNode node;
    if (in.consume("*")) {
      node = new PatternNode.Repeat(part, 0, PatternNode.UNBOUNDED);
    } else if (in.consume("+")) {
      node = new PatternNode.Repeat(part, 1, PatternNode.UNBOUNDED);
    } else if (in.consume("?")) {
      node = new PatternNode.Repeat(part, 0, 1);
    } else if (in.consume("{")) {
      node = counted(part, start);
    } else {
      return part;
    }
    if (!in.atEnd() && "*+?{".indexOf(in.peek()) >= 0) {
      throw in.error("only one repeat operator is allowed; the longest match is always used");
    }
    return node;
  }

  private PatternNode counted(PatternNode part, int start) {
    int min = in.number(MAX_REPEAT);
    int max = min;
    if (in.consume(",")) {
      max = in.startsWith("}") ? PatternNode.UNBOUNDED : in.number(MAX_REPEAT);
    }
    if (!in.consume("}") || (max != PatternNode.UNBOUNDED && max < min)) {
      throw in.errorAt(start, "repeat must be {n}, {n,} or {n,m} with n ≤ m");
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

  /**
   * Returns an assertion for a word boundary, with the word character after it if {@code
   * outsideBefore}, before it if not.
   */
  private static PatternNode.Assertion wordEdge(boolean outsideBefore, boolean outsideAfter) {
    ByteSet outside = ByteSet.WORD.complement();
    return new PatternNode.Assertion(
        outsideBefore ? outside : ByteSet.WORD,
        outsideBefore,
        outsideAfter ? outside : ByteSet.WORD,
        outsideAfter);
  }

  private static boolean isWord(int codePoint) {
    return codePoint < 0x80 && ByteSet.WORD.contains(codePoint);
  }
}
