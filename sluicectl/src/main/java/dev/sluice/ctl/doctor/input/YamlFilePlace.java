package dev.sluice.ctl.doctor.input;

import dev.sluice.common.yaml.TextPosition;
import dev.sluice.ctl.doctor.model.DocumentPlace;
import java.nio.file.Path;
import java.util.List;

/**
 * A format for places in a document of a YAML file: file, line and column.
 *
 * @param lines the lines of the file
 * @param skippedLines the lines above the document
 * @param skippedColumns the indentation of the document
 */
record YamlFilePlace(Path file, List<String> lines, int skippedLines, int skippedColumns)
    implements DocumentPlace {

  @Override
  public String of(TextPosition position, String path) {
    return file
        + ":"
        + (position.line() + skippedLines)
        + ":"
        + (position.column() + skippedColumns);
  }

  /** Returns places inside a block of text, or the place of the value if it is not a block. */
  @Override
  public DocumentPlace embedded(TextPosition position, String path) {
    int header = position.line() + skippedLines;
    int column = position.column() + skippedColumns;
    String line = header <= lines.size() ? lines.get(header - 1) : "";
    boolean block = column <= line.length() && "|>".indexOf(line.charAt(column - 1)) >= 0;
    if (!block) {
      return new FixedPlace(of(position, path));
    }
    int indentation =
        lines.stream()
            .skip(header)
            .filter(text -> !text.isBlank())
            .findFirst()
            .map(text -> text.length() - text.stripLeading().length())
            .orElse(0);
    return new YamlFilePlace(file, lines, header, indentation);
  }
}
