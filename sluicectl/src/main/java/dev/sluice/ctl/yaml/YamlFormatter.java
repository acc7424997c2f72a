package dev.sluice.ctl.yaml;

import dev.sluice.common.policyfile.PositionedJson;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import tools.jackson.databind.JsonNode;

/**
 * A formatter of YAML files that keeps comments and indentation. It orders the keys of the
 * envelope, removes white space at line ends and needless empty lines, and ends the file with a
 * line end. Lines inside a value are not changed.
 */
public final class YamlFormatter {
  private static final List<String> ORDER = List.of("apiVersion", "kind", "metadata", "spec");
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern LINE_END = Pattern.compile("\r\n?|\n");

  private YamlFormatter() {}

  /** Returns the formatted text; empty if the text is not one YAML document. */
  public static Optional<String> format(String text) {
    String unified =
        LINE_END
            .matcher(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
            .replaceAll("\n");
    Optional<YamlNode> root = parse(unified);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    String ordered = ordered(unified, root.get());
    String formatted = tidied(isSame(root.get(), ordered) ? ordered : unified);
    return Optional.of(isSame(root.get(), formatted) ? formatted : unified);
  }

  /** Returns whether a text has the value of a tree. */
  private static boolean isSame(YamlNode root, String text) {
    return parse(text).map(parsed -> json(parsed).equals(json(root))).orElse(false);
  }

  private static Optional<YamlNode> parse(String text) {
    return switch (YamlParser.parse(text)) {
      case YamlResult.Parsed(YamlNode root) -> Optional.of(root);
      case YamlResult.Invalid _ -> Optional.empty();
    };
  }

  private static JsonNode json(YamlNode node) {
    return new PositionedJson(node).root();
  }

  /**
   * Returns the text with the keys of the envelope in their order. The comment lines right above a
   * key move with it; those above the first key are about the file and stay.
   */
  private static String ordered(String text, YamlNode root) {
    if (!(root instanceof YamlNode.Mapping mapping)
        || mapping.entries().isEmpty()
        || !mapping.entries().stream()
            .allMatch(entry -> ORDER.contains(entry.key()) && entry.keyPosition().column() == 1)) {
      return text;
    }
    List<String> lines = List.of(text.split("\n", -1));
    List<Section> sections = new ArrayList<>();
    List<YamlNode.Entry> entries = mapping.entries();
    int end = endOfDocument(lines);
    for (int i = 0; i < entries.size(); i++) {
      int from = start(lines, entries.get(i), i == 0);
      int to = i + 1 < entries.size() ? start(lines, entries.get(i + 1), false) : end;
      sections.add(new Section(ORDER.indexOf(entries.get(i).key()), lines.subList(from, to)));
    }
    List<String> all = new ArrayList<>(lines.subList(0, start(lines, entries.getFirst(), true)));
    sections.sort(Comparator.comparingInt(Section::order));
    sections.forEach(section -> all.addAll(section.lines()));
    all.addAll(lines.subList(end, lines.size()));
    return String.join("\n", all);
  }

  /** A key of the top level with the lines up to the next one. */
  private record Section(int order, List<String> lines) {
    Section {
      lines = List.copyOf(lines);
    }
  }

  private static int start(List<String> lines, YamlNode.Entry entry, boolean first) {
    int start = entry.keyPosition().line() - 1;
    while (!first && start > 0 && lines.get(start - 1).startsWith("#")) {
      start--;
    }
    return start;
  }

  /** Returns the index of the line that ends the document, or else of the end of the text. */
  private static int endOfDocument(List<String> lines) {
    int mark = lines.lastIndexOf("...");
    if (mark >= 0) {
      return mark;
    }
    return lines.getLast().isEmpty() ? lines.size() - 1 : lines.size();
  }

  private static String tidied(String text) {
    String[] lines = text.split("\n", -1);
    BitSet inValue = linesInValues(text);
    StringBuilder out = new StringBuilder(text.length());
    boolean emptyBefore = true;
    for (int i = 0; i < lines.length; i++) {
      // The line end after the last line of a value may be a part of it.
      String line = inValue.get(i) ? lines[i] : lines[i].stripTrailing();
      boolean empty = line.isEmpty() && !inValue.get(i);
      if (!(empty && (emptyBefore || i == lines.length - 1))) {
        out.append(line).append('\n');
      }
      emptyBefore = empty;
    }
    while (out.length() > 1 && out.charAt(out.length() - 2) == '\n') {
      out.setLength(out.length() - 1);
    }
    return out.toString();
  }

  /** Returns the indexes of the lines that a scalar over several lines has a part of. */
  private static BitSet linesInValues(String text) {
    BitSet lines = new BitSet();
    for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
      if (event instanceof ScalarEvent scalar) {
        int start = scalar.getStartMark().orElseThrow().getLine();
        Mark end = scalar.getEndMark().orElseThrow();
        if (end.getLine() > start) {
          lines.set(start, end.getColumn() == 0 ? end.getLine() : end.getLine() + 1);
        }
      }
    }
    return lines;
  }
}
