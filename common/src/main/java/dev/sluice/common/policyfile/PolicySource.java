package dev.sluice.common.policyfile;

import dev.sluice.common.Sha256;
import dev.sluice.common.yaml.TextPosition;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A policy file as YAML, before its kind is known. */
public sealed interface PolicySource {
  int MAX_BYTES = 1 << 20;

  /**
   * A file whose YAML was read to its end.
   *
   * @param problems the keys and values that are invalid YAML, which are not in the tree
   */
  record Parsed(Path file, YamlNode root, String sha256, List<PolicyProblem> problems)
      implements PolicySource {
    public Parsed {
      problems = List.copyOf(problems);
    }
  }

  /** A file that cannot be loaded as any kind. */
  record Invalid(List<PolicyProblem> problems) implements PolicySource {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** Reads and parses {@code file}. */
  static PolicySource read(Path file) {
    try {
      return of(file, content(file));
    } catch (IOException e) {
      return unusable(file, "the file cannot be read");
    }
  }

  /** Parses {@code content}, which was read from {@code file}. */
  static PolicySource of(Path file, byte[] content) {
    if (content.length > MAX_BYTES) {
      return unusable(file, "the file is larger than " + MAX_BYTES + " bytes");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      return unusable(file, "the file is not UTF-8");
    }
    return switch (YamlParser.parse(text)) {
      case YamlResult.Parsed(var root) -> new Parsed(file, root, sha256(content), List.of());
      case YamlResult.Invalid(var problems, var rest) -> {
        List<PolicyProblem> here =
            problems.stream().map(p -> problem(file, p.position(), p.message())).toList();
        yield rest.<PolicySource>map(root -> new Parsed(file, root, sha256(content), here))
            .orElseGet(() -> new Invalid(withHint(here)));
      }
    };
  }

  private static List<PolicyProblem> withHint(List<PolicyProblem> problems) {
    List<PolicyProblem> all = new ArrayList<>(problems);
    PolicyProblem last = all.removeLast();
    String hint = last.message() + "; correct this first: the file could not be read any further";
    all.add(new PolicyProblem(last.file(), last.line(), last.column(), last.path(), hint));
    return all;
  }

  /** Reads a file up to one byte more than the maximum size. */
  static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  /** Returns the hash that identifies the version of a file. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(Sha256.of(content));
  }

  private static PolicySource unusable(Path file, String message) {
    return new Invalid(List.of(problem(file, TextPosition.START, message)));
  }

  private static PolicyProblem problem(Path file, TextPosition at, String message) {
    return new PolicyProblem(file, at.line(), at.column(), "", message);
  }
}
