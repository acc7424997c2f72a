package dev.sluice.common.policyfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A loader of one kind of policy file. A {@code DlpRules} file may omit the envelope; its top level
 * is then the spec.
 */
public final class PolicyFile<T> {
  private static final Comparator<PolicyProblem> BY_PLACE =
      Comparator.comparing(PolicyProblem::file)
          .thenComparingInt(PolicyProblem::line)
          .thenComparingInt(PolicyProblem::column);

  private final String kind;
  private final SpecSchema schema;
  private final PolicyCompiler<T> compiler;

  /**
   * Creates a loader.
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

  /** Reads, validates and compiles a file, or the files of this kind in a folder as one policy. */
  public PolicyResult<T> load(Path place) {
    try {
      return load(PolicyContent.read(place));
    } catch (IOException e) {
      String what = Files.isDirectory(place) ? "folder" : "file";
      return new PolicyResult.Rejected<>(
          List.of(new PolicyProblem(place, 1, 1, "", "the " + what + " cannot be read")));
    }
  }

  /** Validates and compiles {@code content}, which was read from {@code file}. */
  public PolicyResult<T> load(Path file, byte[] content) {
    return load(PolicyContent.of(file, content));
  }

  /** Validates and compiles {@code source}. */
  public PolicyResult<T> load(PolicySource source) {
    List<PolicyProblem> problems = new ArrayList<>();
    Optional<PolicyDocument> document = document(source, false, problems);
    return compiled(document, document.stream().toList(), problems);
  }

  /** Validates and compiles the content; every file must be valid. */
  PolicyResult<T> load(PolicyContent content) {
    List<PolicyProblem> problems = new ArrayList<>();
    List<PolicyDocument> documents = new ArrayList<>();
    content
        .files()
        .forEach((file, bytes) ->
            document(PolicySource.of(file, bytes), content.folder(), problems)
                .ifPresent(documents::add));
    if (documents.isEmpty() && problems.isEmpty()) {
      problems.add(
          new PolicyProblem(content.place(), 1, 1, "", "the folder holds no file of kind " + kind));
    }
    Optional<PolicyDocument> whole =
        documents.isEmpty()
            ? Optional.empty()
            : Optional.of(PolicyDocument.of(content.place(), content.sha256(), documents));
    return compiled(whole, documents, problems);
  }

  /** Returns the files that the policy references; none if the policy is invalid. */
  List<Path> attachments(PolicyContent content) {
    List<PolicyProblem> untold = new ArrayList<>();
    List<Path> attachments = new ArrayList<>();
    content
        .files()
        .forEach((file, bytes) ->
            document(PolicySource.of(file, bytes), content.folder(), untold)
                .ifPresent(document -> attachments.addAll(compiler.attachments(document))));
    return attachments;
  }

  private PolicyResult<T> compiled(
      Optional<PolicyDocument> whole, List<PolicyDocument> parts, List<PolicyProblem> problems) {
    if (problems.isEmpty() && whole.isPresent()) {
      T value = compiler.compileAll(parts, problems);
      if (problems.isEmpty()) {
        return new PolicyResult.Loaded<>(value, whole.get());
      }
    }
    return new PolicyResult.Rejected<>(problems.stream().sorted(BY_PLACE).toList());
  }

  /** Returns the document; empty if it is invalid, or if its kind is one of {@code others}. */
  private Optional<PolicyDocument> document(
      PolicySource source, boolean others, List<PolicyProblem> problems) {
    return switch (source) {
      case PolicySource.Invalid(var invalid) -> {
        problems.addAll(invalid);
        yield Optional.empty();
      }
      case PolicySource.Parsed(var file, var root, var sha256) -> {
        var tree = new PositionedJson(root);
        yield others && !tree.root().path("kind").asString(kind).equals(kind)
            ? Optional.empty()
            : check(file, tree, sha256, problems);
      }
    };
  }

  private Optional<PolicyDocument> check(
      Path file, PositionedJson tree, String sha256, List<PolicyProblem> problems) {
    int before = problems.size();
    PolicyEnvelope envelope =
        PolicyEnvelope.read(tree.root(), kind, tree.positions(file, ""), file, problems);
    JsonPositions positions = tree.positions(file, envelope.specPointer());
    if (!envelope.spec().isMissingNode()) {
      problems.addAll(schema.check(envelope.spec(), positions));
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new PolicyDocument(
                file,
                kind,
                envelope.name(),
                envelope.version(),
                sha256,
                envelope.spec(),
                positions));
  }
}
