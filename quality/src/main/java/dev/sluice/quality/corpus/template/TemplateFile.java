package dev.sluice.quality.corpus.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Templates of one file, by section, and its lists of words. A line is a template; {@code «name»}
 * is a place and {@code ⏎} a line end. The section {@code lists} has lines {@code name = a | b}.
 */
public record TemplateFile(Map<String, List<String>> sections, Map<String, List<String>> lists) {

  public TemplateFile {
    sections = Map.copyOf(sections);
    lists = Map.copyOf(lists);
  }

  public static TemplateFile read(String name) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    String section = "";
    for (String line : lines(name)) {
      if (line.startsWith("[") && line.endsWith("]") && !line.contains(" ")) {
        section = line.substring(1, line.length() - 1);
      } else if (section.equals("lists")) {
        int equals = line.indexOf(" = ");
        lists.put(line.substring(0, equals), List.of(line.substring(equals + 3).split(" \\| ")));
      } else {
        sections.computeIfAbsent(section, any -> new ArrayList<>()).add(line.replace('⏎', '\n'));
      }
    }
    return new TemplateFile(sections, lists);
  }

  /** The templates of a section; none when the file does not have it. */
  public List<String> section(String name) {
    return sections.getOrDefault(name, List.of());
  }

  private static List<String> lines(String name) {
    try (InputStream stream = TemplateFile.class.getResourceAsStream(name + ".txt")) {
      if (stream == null) {
        throw new IllegalArgumentException("no templates " + name);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("## ")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
