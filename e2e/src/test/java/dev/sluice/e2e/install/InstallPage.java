package dev.sluice.e2e.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the documentation whose shell blocks install Sluice. A block {@code sh variables}
 * declares names and places, {@code sh} and {@code sh units} are run, and {@code sh machine}
 * changes users and units of the machine, so that a test does not run it.
 */
record InstallPage(List<Block> blocks) {
  private static final Pattern FENCE = Pattern.compile("```(sh.*)");
  private static final Pattern VARIABLE = Pattern.compile("(?:^|\\s)([A-Z_]+)=(\\S+)");

  /** A block with the word after {@code sh}, empty if there is none. */
  record Block(String kind, String text) {}

  InstallPage {
    blocks = List.copyOf(blocks);
  }

  static InstallPage read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        String text = String.join("\n", lines.subList(i + 1, end)) + "\n";
        blocks.add(new Block(fence.group(1).substring(2).strip(), text));
        i = end;
      }
    }
    return new InstallPage(blocks);
  }

  /** Returns the declared variables with their values. */
  Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    for (Block block : blocks) {
      if (block.kind().equals("variables")) {
        block
            .text()
            .lines()
            .map(line -> line.replaceFirst("\\s+#.*", ""))
            .forEach(line -> {
              Matcher matcher = VARIABLE.matcher(line);
              while (matcher.find()) {
                variables.put(matcher.group(1), matcher.group(2));
              }
            });
      }
    }
    return variables;
  }

  /** Returns the commands as one script, with other values for exactly the declared variables. */
  String script(Map<String, String> values) {
    return String.join("", commands(values));
  }

  /** Returns the commands of each block, with other values for exactly the declared variables. */
  List<String> commands(Map<String, String> values) {
    if (!new TreeSet<>(values.keySet()).equals(new TreeSet<>(variables().keySet()))) {
      throw new IllegalArgumentException(
          "the page declares " + variables().keySet() + ", not " + values.keySet());
    }
    return blocks.stream().map(block -> commands(block, values)).toList();
  }

  private static String commands(Block block, Map<String, String> values) {
    return switch (block.kind()) {
      case "variables" ->
          new TreeMap<>(values)
              .entrySet().stream()
                  .map(value -> value.getKey() + "='" + value.getValue() + "'\n")
                  .collect(Collectors.joining());
      case "", "units" -> block.text();
      case "machine" -> "# Not run here.\n";
      default -> throw new IllegalArgumentException("unknown block: sh " + block.kind());
    };
  }
}
