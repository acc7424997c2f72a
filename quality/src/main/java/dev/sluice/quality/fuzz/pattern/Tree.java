package dev.sluice.quality.fuzz.pattern;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A pattern as it is made up, which can be written down and can make texts up. */
public sealed interface Tree {
  /** As we write it. */
  String source();

  /** As the JDK writes it. */
  String jdkSource();

  /** Writes a text that it may match, as far as its conditions allow it. */
  void sample(RandomGenerator random, StringBuilder out);

  /** One character of some; {@code some} has at least one that belongs to it. */
  record Characters(String source, List<String> some) implements Tree {
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

  /** A condition on neighbours. */
  record Condition(String source, String jdkSource) implements Tree {
    @Override
    public void sample(RandomGenerator random, StringBuilder out) {}
  }

  /** One part after the other. */
  record Sequence(List<Tree> parts) implements Tree {
    public Sequence {
      parts = List.copyOf(parts);
    }

    @Override
    public String source() {
      return parts.stream().map(Tree::source).collect(Collectors.joining());
    }

    @Override
    public String jdkSource() {
      return parts.stream().map(Tree::jdkSource).collect(Collectors.joining());
    }

    @Override
    public void sample(RandomGenerator random, StringBuilder out) {
      parts.forEach(part -> part.sample(random, out));
    }
  }

  /** Any of several, in a group that opens like that. */
  record Group(String opening, List<Tree> options) implements Tree {
    public Group {
      options = List.copyOf(options);
    }

    @Override
    public String source() {
      return options.stream().map(Tree::source).collect(Collectors.joining("|", opening, ")"));
    }

    @Override
    public String jdkSource() {
      return options.stream().map(Tree::jdkSource).collect(Collectors.joining("|", opening, ")"));
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

  /** A part again and again; {@code most} is how often a text has it. */
  record Repeat(Tree part, String sign, int least, int most) implements Tree {
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
