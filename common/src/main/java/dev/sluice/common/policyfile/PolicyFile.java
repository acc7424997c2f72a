package dev.sluice.common.policyfile;

import dev.sluice.common.yaml.Position;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Loads one kind of policy file. A {@code DlpRules} file may also be plain, without the envelope:
 * its top level is the spec then.
 */
public final class PolicyFile<T> {
  static final int MAX_BYTES = 1 << 20;
  private static final Comparator<PolicyProblem> BY_PLACE =
      Comparator.comparingInt(PolicyProblem::line).thenComparingInt(PolicyProblem::column);

  private final String kind;
  private final SpecSchema schema;
  private final PolicyCompiler<T> compiler;

  /**
   * Makes a loader.
   *
   * @param schemaResource a JSON Schema on the classpath that describes the spec at {@code
   *     $defs/spec}
   */
  public PolicyFile(String kind, String schemaResource, PolicyCompiler<T> compiler) {
    this.kind = kind;
    this.schema = new SpecSchema(schemaResource);
    this.compiler = compiler;
  }

  public String kind() {
    return kind;
  }

  /** Reads, checks and compiles {@code file}. */
  public PolicyResult<T> load(Path file) {
    try {
      return load(file, read(file));
    } catch (IOException e) {
      return rejected(file, Position.START, "the file cannot be read");
    }
  }

  /** Checks and compiles {@code content}, which was read from {@code file}. */
  public PolicyResult<T> load(Path file, byte[] content) {
    if (content.length > MAX_BYTES) {
      return rejected(file, Position.START, "the file is larger than " + MAX_BYTES + " bytes");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      return rejected(file, Position.START, "the file is not UTF-8");
    }
    return switch (YamlParser.parse(text)) {
      case YamlResult.Broken(var problems) ->
          new PolicyResult.Rejected<>(
              problems.stream().map(p -> problem(file, p.at(), p.message())).toList());
      case YamlResult.Parsed(var root) -> check(file, new JsonTree(root), sha256(content));
    };
  }

  /** Reads at most one byte more than a policy file may have. */
  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private PolicyResult<T> check(Path file, JsonTree tree, String sha256) {
    List<PolicyProblem> problems = new ArrayList<>();
    Envelope envelope = Envelope.read(tree.root(), kind, tree.positions(file, ""), file, problems);
    Positions positions = tree.positions(file, envelope.specPointer());
    if (!envelope.spec().isMissingNode()) {
      problems.addAll(schema.check(envelope.spec(), positions));
    }
    if (problems.isEmpty()) {
      PolicyDocument document =
          new PolicyDocument(
              file, kind, envelope.name(), envelope.version(), sha256, envelope.spec(), positions);
      T value = compiler.compile(document, problems);
      if (problems.isEmpty()) {
        return new PolicyResult.Loaded<>(value, document);
      }
    }
    return new PolicyResult.Rejected<>(problems.stream().sorted(BY_PLACE).toList());
  }

  private static <T> PolicyResult<T> rejected(Path file, Position at, String message) {
    return new PolicyResult.Rejected<>(List.of(problem(file, at, message)));
  }

  private static PolicyProblem problem(Path file, Position at, String message) {
    return new PolicyProblem(file, at.line(), at.column(), "", message);
  }
}
