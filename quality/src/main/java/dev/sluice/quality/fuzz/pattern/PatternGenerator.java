package dev.sluice.quality.fuzz.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A generator of patterns: small ones with every construct, and typical rules. */
public final class PatternGenerator {
  private static final List<String> LETTERS =
      List.of(
          "a", "b", "c", "A", "B", "0", "1", "9", "_", "-", ".", "@", ":", " ", "\n", "가", "나", "é",
          "ſ", "\u212a", "𝄞", "\u0080", "\uffff");
  private static final List<String> CLASSES =
      List.of("\\d", "\\w", "\\s", "\\D", "\\W", "\\S", ".");
  private static final List<String> RANGES =
      List.of("a-c A-B 0-9 a-z 가-깋 !-~ é-ø 𝄀-𝅀 \\x00-\\x1f \\u00e0-\\uac10".split(" "));
  private static final List<String> CONDITIONS =
      List.of("\\b \\B (?<![a-c.]) (?<=[^a]) (?![a-z]) (?=\\d) (?<!-) (?!\\w) (?<=\\s)".split(" "));
  private static final List<PatternTree.Condition> ENDS =
      List.of(new PatternTree.Condition("^", "\\A"), new PatternTree.Condition("$", "\\z"));

  private final RandomGenerator random;

  public PatternGenerator(RandomGenerator random) {
    this.random = random;
  }

  /** Generates a pattern. */
  public PatternTree generate() {
    PatternTree tree = random.nextInt(3) == 0 ? ofRules() : tree(random.nextInt(1, 4));
    if (random.nextInt(5) == 0) {
      return new PatternTree.Sequence(List.of(new PatternTree.Condition("(?i)", "(?i)"), tree));
    }
    return tree;
  }

  /**
   * Generates a typical rule, such as an address or a token: a condition, a run, a distinctive
   * character, another run.
   */
  private PatternTree ofRules() {
    List<PatternTree> parts = new ArrayList<>();
    if (random.nextInt(4) > 0) {
      parts.add(condition());
    }
    if (random.nextInt(4) == 0) {
      parts.add(oneOf());
    }
    parts.add(repeat(oneOf()));
    parts.add(letter());
    for (int i = random.nextInt(3); i > 0; i--) {
      parts.add(random.nextBoolean() ? repeat(oneOf()) : letter());
    }
    if (random.nextBoolean()) {
      parts.add(condition());
    }
    return new PatternTree.Sequence(parts);
  }

  private PatternTree tree(int depth) {
    if (depth == 0) {
      return oneOf();
    }
    return switch (random.nextInt(9)) {
      case 0 -> letter();
      case 1 -> new PatternTree.Sequence(List.of(condition(), tree(depth - 1)));
      case 2 -> new PatternTree.Sequence(List.of(tree(depth - 1), condition()));
      case 3, 4 -> group(depth);
      case 5, 6 -> repeat(group(depth));
      default -> new PatternTree.Sequence(List.of(tree(depth - 1), tree(depth - 1)));
    };
  }

  private PatternTree.Group group(int depth) {
    List<PatternTree> options = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      options.add(tree(depth - 1));
    }
    return new PatternTree.Group(pick(List.of("(", "(?:", "(?i:")), options);
  }

  private PatternTree repeat(PatternTree part) {
    int least = random.nextInt(3);
    int most = least + random.nextInt(3);
    return switch (random.nextInt(6)) {
      case 0 -> new PatternTree.Repeat(part, "*", 0, 3);
      case 1 -> new PatternTree.Repeat(part, "+", 1, 4);
      case 2 -> new PatternTree.Repeat(part, "?", 0, 1);
      case 3 -> new PatternTree.Repeat(part, "{" + least + "}", least, least);
      case 4 -> new PatternTree.Repeat(part, "{" + least + ",}", least, least + 3);
      default -> new PatternTree.Repeat(part, "{" + least + "," + most + "}", least, most);
    };
  }

  private PatternTree condition() {
    if (random.nextInt(8) == 0) {
      return pick(ENDS);
    }
    String source = pick(CONDITIONS);
    return new PatternTree.Condition(source, source);
  }

  private PatternTree.Characters letter() {
    String letter = pick(LETTERS);
    return new PatternTree.Characters(escaped(letter), List.of(letter));
  }

  private PatternTree oneOf() {
    return switch (random.nextInt(5)) {
      case 0 -> letter();
      case 1 -> new PatternTree.Characters(pick(CLASSES), LETTERS);
      case 2 -> new PatternTree.Characters("[^" + items(true) + "]", LETTERS);
      default -> new PatternTree.Characters("[" + items(false) + "]", LETTERS);
    };
  }

  private String items(boolean asciiOnly) {
    var items = new StringBuilder();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      String item = random.nextBoolean() ? pick(RANGES) : escaped(pick(LETTERS));
      boolean ascii = item.chars().allMatch(c -> c < 0x80) && !item.contains("u");
      items.append(asciiOnly && !ascii ? "b" : item);
    }
    return items.toString();
  }

  private static String escaped(String letter) {
    char first = letter.charAt(0);
    if (first == '\n') {
      return "\\n";
    }
    return first >= 0x80 || Character.isLetterOrDigit(first) || first == ' ' || first == '_'
        ? letter
        : "\\" + letter;
  }

  /** Returns random letters of patterns. */
  String noise(int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(pick(LETTERS));
    }
    return text.toString();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
