package dev.sluice.quality.corpus.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A context-free grammar: rules with alternatives, which have slots.
 *
 * <p>A line {@code name = a | b} is a rule, and a line {@code | c} adds to the rule before it. In
 * such lines {@code ⏎} is a line end, {@code ∅} nothing and {@code ␣} a space. A line {@code ===
 * name other # family} starts a block: all lines up to the next one are an alternative of each of
 * these rules, as they are written. In a block, a line that starts with {@code *~} is repeated.
 */
public record TextGrammar(Map<String, List<String>> rules) {
  private static final String BLOCK = "=== ";

  public TextGrammar {
    rules = Map.copyOf(rules);
  }

  /** Reads the rules of some files as one grammar. */
  public static TextGrammar of(List<String> files) {
    Map<String, List<String>> rules = new LinkedHashMap<>();
    files.forEach(file -> read(file, rules));
    return new TextGrammar(rules);
  }

  public boolean has(String rule) {
    return rules.containsKey(rule);
  }

  /** Returns the alternatives of a rule. The list is empty if the rule does not exist. */
  public List<String> alternatives(String rule) {
    return rules.getOrDefault(rule, List.of());
  }

  /** Returns the names that start so. */
  public List<String> names(String prefix) {
    return rules.keySet().stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  /** Returns all alternatives. */
  public Stream<String> templates() {
    return rules.values().stream().flatMap(List::stream).distinct();
  }

  private static void read(String file, Map<String, List<String>> rules) {
    List<String> open = List.of();
    List<String> block = new ArrayList<>();
    boolean inBlock = false;
    for (String line : file.lines().toList()) {
      if (line.startsWith(BLOCK)) {
        close(open, block, rules);
        open = List.of(line.substring(BLOCK.length()).split(" #")[0].strip().split(" +"));
        inBlock = true;
      } else if (inBlock) {
        block.add(line);
      } else if (line.startsWith("| ")) {
        add(open, line.substring(2), rules);
      } else if (!line.isBlank() && !line.startsWith("## ")) {
        String[] rule = line.split(" = ", 2);
        if (rule.length < 2) {
          throw new IllegalArgumentException("not a rule: " + line);
        }
        open = List.of(rule[0].strip().split(" +"));
        add(open, rule[1], rules);
      }
    }
    close(open, block, rules);
  }

  private static void add(List<String> names, String line, Map<String, List<String>> rules) {
    for (String part : line.split(" \\| ")) {
      String text = part.replace("∅", "").replace('␣', ' ').replace('⏎', '\n');
      names.forEach(name -> rules.computeIfAbsent(name, _ -> new ArrayList<>()).add(text));
    }
  }

  private static void close(
      List<String> names, List<String> block, Map<String, List<String>> rules) {
    if (!block.isEmpty()) {
      String text = String.join("\n", block).strip();
      names.forEach(name -> rules.computeIfAbsent(name, _ -> new ArrayList<>()).add(text));
      block.clear();
    }
  }
}
