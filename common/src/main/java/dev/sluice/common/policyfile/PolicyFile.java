package dev.sluice.common.policyfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Loads one kind of policy file. A {@code DlpRules} file may also be plain, without the envelope:
 * its top level is the spec then.
 */
public final class PolicyFile<T> {
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
    return load(PolicySource.read(file));
  }

  /** Checks and compiles {@code content}, which was read from {@code file}. */
  public PolicyResult<T> load(Path file, byte[] content) {
    return load(PolicySource.of(file, content));
  }

  /** Checks and compiles {@code source}. */
  public PolicyResult<T> load(PolicySource source) {
    return switch (source) {
      case PolicySource.Unusable(var problems) -> new PolicyResult.Rejected<>(problems);
      case PolicySource.Parsed(var file, var root, var sha256) ->
          check(file, new JsonTree(root), sha256);
    };
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
}
