package dev.sluice.quality.fuzz.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes patterns up: small ones of every construct, and such as rules are often like. */
public final class TreeMaker {
  private static final List<String> LETTERS =
      List.of(
          "a", "b", "c", "A", "B", "0", "1", "9", "_", "-", ".", "@", ":", " ", "\n", "가", "나", "é",
          "ſ", "\u212a", "𝄞", "\u0080", "\uffff");
  private static final List<String> CLASSES =
      List.of("\\d", "\\w", "\\s", "\\D", "\\W", "\\S", ".");
  private static final List<String> RANGES =
      List.of(
          "a-c",
          "A-B",
          "0-9",
          "a-z",
          "가-깋",
          "!-~",
          "é-ø",
          "𝄀-𝅀",
          "\\x00-\\x1f",
          "\\u00e0-\\uac10");
  private static final List<String> CONDITIONS =
      List.of(
          "\\b",
          "\\B",
          "(?<![a-c.])",
          "(?<=[^a])",
          "(?![a-z])",
          "(?=\\d)",
          "(?<!-)",
          "(?!\\w)",
          "(?<=\\s)");
  private static final List<Tree.Condition> ENDS =
      List.of(new Tree.Condition("^", "\\A"), new Tree.Condition("$", "\\z"));

  private final RandomGenerator random;

  public TreeMaker(RandomGenerator random) {
    this.random = random;
  }

  /** A whole pattern. */
  public Tree make() {
    Tree tree = random.nextInt(3) == 0 ? ofRules() : tree(random.nextInt(1, 4));
    if (random.nextInt(5) == 0) {
      return new Tree.Sequence(List.of(new Tree.Condition("(?i)", "(?i)"), tree));
    }
    return tree;
  }

  /** A run behind a condition, something that stands out, another run: an address, a token. */
  private Tree ofRules() {
    List<Tree> parts = new ArrayList<>();
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
    return new Tree.Sequence(parts);
  }

  private Tree tree(int depth) {
    if (depth == 0) {
      return oneOf();
    }
    return switch (random.nextInt(9)) {
      case 0 -> letter();
      case 1 -> new Tree.Sequence(List.of(condition(), tree(depth - 1)));
      case 2 -> new Tree.Sequence(List.of(tree(depth - 1), condition()));
      case 3, 4 -> group(depth);
      case 5, 6 -> repeat(group(depth));
      default -> new Tree.Sequence(List.of(tree(depth - 1), tree(depth - 1)));
    };
  }

  private Tree.Group group(int depth) {
    List<Tree> options = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      options.add(tree(depth - 1));
    }
    return new Tree.Group(pick(List.of("(", "(?:", "(?i:")), options);
  }

  private Tree repeat(Tree part) {
    int least = random.nextInt(3);
    int most = least + random.nextInt(3);
    return switch (random.nextInt(6)) {
      case 0 -> new Tree.Repeat(part, "*", 0, 3);
      case 1 -> new Tree.Repeat(part, "+", 1, 4);
      case 2 -> new Tree.Repeat(part, "?", 0, 1);
      case 3 -> new Tree.Repeat(part, "{" + least + "}", least, least);
      case 4 -> new Tree.Repeat(part, "{" + least + ",}", least, least + 3);
      default -> new Tree.Repeat(part, "{" + least + "," + most + "}", least, most);
    };
  }

  private Tree condition() {
    if (random.nextInt(8) == 0) {
      return pick(ENDS);
    }
    String source = pick(CONDITIONS);
    return new Tree.Condition(source, source);
  }

  private Tree.Characters letter() {
    String letter = pick(LETTERS);
    return new Tree.Characters(escaped(letter), List.of(letter));
  }

  private Tree oneOf() {
    return switch (random.nextInt(5)) {
      case 0 -> letter();
      case 1 -> new Tree.Characters(pick(CLASSES), LETTERS);
      case 2 -> new Tree.Characters("[^" + items(true) + "]", LETTERS);
      default -> new Tree.Characters("[" + items(false) + "]", LETTERS);
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

  /** Letters that patterns are made of, in any order. */
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
