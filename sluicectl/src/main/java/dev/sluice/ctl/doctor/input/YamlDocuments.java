package dev.sluice.ctl.doctor.input;

import dev.sluice.common.yaml.YamlNode;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.DocumentPlace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A reader of files with several YAML documents. */
final class YamlDocuments {
  private static final int MAX_BYTES = 16 << 20;

  private YamlDocuments() {}

  /** Reads the documents of a file that are not empty. */
  static List<DocumentField> read(Path file) throws UnreadableInputException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file, in);
    } catch (IOException e) {
      throw new UnreadableInputException(file + ": the file cannot be read");
    }
  }

  /** Reads the documents of a stream that are not empty; {@code file} is its name. */
  static List<DocumentField> read(Path file, InputStream in) throws UnreadableInputException {
    List<String> lines = text(file, in).lines().toList();
    List<DocumentField> documents = new ArrayList<>();
    int start = 0;
    while (start < lines.size()) {
      int end = start + 1;
      while (end < lines.size() && !startsDocument(lines.get(end))) {
        end++;
      }
      String text = String.join("\n", lines.subList(start, end)) + "\n";
      DocumentPlace place = new YamlFilePlace(file, lines, start, 0);
      DocumentField document = DocumentField.root(place, parse(place, text));
      if (document.exists()) {
        documents.add(document);
      }
      start = end;
    }
    return documents;
  }

  /** Parses the document that is the text of {@code field}, such as a value of a ConfigMap. */
  static DocumentField embedded(DocumentField field) throws UnreadableInputException {
    String text = field.textOr("");
    if (YamlParser.parse(text) instanceof YamlResult.Parsed(YamlNode root)) {
      return field.embedded(root);
    }
    throw new UnreadableInputException(field.place() + ": the text of this value is not YAML");
  }

  private static YamlNode parse(DocumentPlace place, String text) throws UnreadableInputException {
    return switch (YamlParser.parse(text)) {
      case YamlResult.Parsed(var root) -> root;
      case YamlResult.Invalid(var problems, var _) -> {
        YamlResult.YamlProblem problem = problems.getFirst();
        throw new UnreadableInputException(
            place.of(problem.position(), "") + ": " + problem.message());
      }
    };
  }

  /** Returns whether a line begins a document; YAML allows these marks nowhere else. */
  private static boolean startsDocument(String line) {
    return line.equals("---") || line.startsWith("--- ") || line.startsWith("---\t");
  }

  private static String text(Path file, InputStream in) throws UnreadableInputException {
    try {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new UnreadableInputException(file + ": larger than " + MAX_BYTES + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableInputException(file + ": not UTF-8");
    } catch (IOException e) {
      throw new UnreadableInputException(file + ": cannot be read");
    }
  }
}
