package dev.sluice.ctl.yaml;

import dev.sluice.common.yaml.YamlNode;
import dev.sluice.common.yaml.YamlNode.ScalarKind;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A reader of YAML files that collects the problems of all files. */
public final class YamlFiles {
  private static final int MAX_BYTES = 16 << 20;

  private final InputStream standardInput;
  private final List<YamlFileDocument> documents = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  public YamlFiles(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  public List<YamlFileDocument> documents() {
    return List.copyOf(documents);
  }

  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Reads a file, the YAML files of a folder in the order of their names, or {@code -}. */
  public void read(String source) {
    try {
      if (source.equals("-")) {
        addDocuments("stdin", standardInput);
        return;
      }
      Path path = Path.of(source);
      for (Path file : Files.isDirectory(path) ? yamlFiles(path) : List.of(path)) {
        try (InputStream in = Files.newInputStream(file)) {
          addDocuments(file.toString(), in);
        }
      }
    } catch (IOException e) {
      throw CommandFailure.error(source + ": the file cannot be read");
    }
  }

  private static List<Path> yamlFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
    }
  }

  private void addDocuments(String name, InputStream in) throws IOException {
    byte[] content = in.readNBytes(MAX_BYTES + 1);
    if (content.length > MAX_BYTES) {
      throw CommandFailure.error(name + ": larger than " + MAX_BYTES + " bytes");
    }
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    int start = 0;
    while (start < lines.size()) {
      int end = start + 1;
      while (end < lines.size() && !startsDocument(lines.get(end))) {
        end++;
      }
      addDocument(name, start, String.join("\n", lines.subList(start, end)) + "\n");
      start = end;
    }
  }

  private void addDocument(String name, int linesAbove, String text) {
    switch (YamlParser.parse(text)) {
      case YamlResult.Parsed(YamlNode root) -> {
        if (!(root instanceof YamlNode.Scalar scalar && scalar.kind() == ScalarKind.NULL)) {
          documents.add(new YamlFileDocument(name, linesAbove, root));
        }
      }
      case YamlResult.Invalid(var found, var _) ->
          found.forEach(problem ->
              problems.add(
                  YamlFileDocument.place(name, linesAbove, problem.position())
                      + ": "
                      + problem.message()));
    }
  }

  /** Returns whether a line begins a document; YAML allows these marks nowhere else. */
  private static boolean startsDocument(String line) {
    return line.equals("---") || line.startsWith("--- ") || line.startsWith("---\t");
  }
}
