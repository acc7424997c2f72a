package dev.sluice.quality.fuzz.pattern;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A generated pattern, which can be written and can generate matching texts. */
public sealed interface PatternTree {
  /** Returns the pattern in our syntax. */
  String source();

  /** Returns the pattern in the syntax of the JDK. */
  String jdkSource();

  /** Appends a text that the pattern may match. Conditions are ignored. */
  void sample(RandomGenerator random, StringBuilder out);

  /** A character class, and some members of it. */
  record Characters(String source, List<String> some) implements PatternTree {
    public Characters {
      some = List.copyOf(some);
    }

    @Override
    public String jdkSource() {
      return source;
    }

    @Override
    public void sample(RandomGenerator random, StringBuilder out) {
      out.append(some.get(random.nextInt(some.size())));
    }
  }

  /** A condition on the neighbours. */
  record Condition(String source, String jdkSource) implements PatternTree {
    @Override
    public void sample(RandomGenerator random, StringBuilder out) {}
  }

  /** A sequence of parts. */
  record Sequence(List<PatternTree> parts) implements PatternTree {
    public Sequence {
      parts = List.copyOf(parts);
    }

    @Override
    public String source() {
      return parts.stream().map(PatternTree::source).collect(Collectors.joining());
    }

    @Override
    public String jdkSource() {
      return parts.stream().map(PatternTree::jdkSource).collect(Collectors.joining());
    }

    @Override
    public void sample(RandomGenerator random, StringBuilder out) {
      parts.forEach(part -> part.sample(random, out));
    }
  }

  /** A group with alternatives. */
  record Group(String opening, List<PatternTree> options) implements PatternTree {
    public Group {
      options = List.copyOf(options);
    }

    @Override
    public String source() {
      return options.stream()
          .map(PatternTree::source)
          .collect(Collectors.joining("|", opening, ")"));
    }

    @Override
    public String jdkSource() {
      return options.stream()
          .map(PatternTree::jdkSource)
          .collect(Collectors.joining("|", opening, ")"));
    }

    @Override
    public void sample(RandomGenerator random, StringBuilder out) {
      int from = out.length();
      options.get(random.nextInt(options.size())).sample(random, out);
      if (opening.contains("i") && random.nextBoolean()) {
        String other = out.substring(from).toUpperCase(Locale.ROOT);
        out.replace(from, out.length(), other);
      }
    }
  }

  /**
   * A repeated part.
   *
   * @param most the highest number of repetitions in generated texts
   */
  record Repeat(PatternTree part, String sign, int least, int most) implements PatternTree {
    @Override
    public String source() {
      return part.source() + sign;
    }

    @Override
    public String jdkSource() {
      return part.jdkSource() + sign;
    }

    @Override
    public void sample(RandomGenerator random, StringBuilder out) {
      int times = random.nextInt(least, most + 1);
      for (int i = 0; i < times; i++) {
        part.sample(random, out);
      }
    }
  }
}
