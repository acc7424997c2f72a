package dev.sluice.common.policyfile;

import dev.sluice.common.policyfile.signed.PolicySignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
  private final PolicySignatures signatures;

  /**
   * Creates a loader.
   *
   * @param schemaResource a JSON Schema on the classpath that describes the spec at {@code
   *     $defs/spec}
   */
  public PolicyFile(String kind, String schemaResource, PolicyCompiler<T> compiler) {
    this(kind, new SpecSchema(schemaResource), compiler, PolicySignatures.NOT_REQUIRED);
  }

  private PolicyFile(
      String kind, SpecSchema schema, PolicyCompiler<T> compiler, PolicySignatures signatures) {
    this.kind = kind;
    this.schema = schema;
    this.compiler = compiler;
    this.signatures = signatures;
  }

  /** Returns a loader that rejects files without a required signature before it reads them. */
  public PolicyFile<T> requiring(PolicySignatures required) {
    return new PolicyFile<>(kind, schema, compiler, required);
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

  /** Validates and compiles one or several sources as one policy; every source must be valid. */
  public PolicyResult<T> load(List<PolicySource> sources) {
    List<PolicyProblem> problems = new ArrayList<>();
    List<PolicyDocument> documents =
        sources.stream().flatMap(source -> document(source, false, problems).stream()).toList();
    Optional<PolicyDocument> whole =
        documents.isEmpty()
            ? Optional.empty()
            : Optional.of(
                PolicyDocument.of(
                    documents.getFirst().file(), PolicyDocument.contentOf(documents), documents));
    return compiled(whole, documents, problems);
  }

  /** Validates and compiles the content; every file must be valid. */
  PolicyResult<T> load(PolicyContent content) {
    List<PolicyProblem> problems = new ArrayList<>();
    signatures
        .problems(content.place(), content.folder(), content.files())
        .forEach((file, why) -> problems.add(new PolicyProblem(file, 1, 1, "", why)));
    if (!problems.isEmpty()) {
      return new PolicyResult.Rejected<>(problems);
    }
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

  /** Returns the files whose change is a change of the policy: its manifest and references. */
  List<Path> attachments(PolicyContent content) {
    List<Path> attachments = new ArrayList<>(references(content));
    if (signatures.required()) {
      attachments.add(signatures.manifest(content.place(), content.folder()));
    }
    return attachments;
  }

  /** Returns the files that the policy references; none if the policy is invalid. */
  private List<Path> references(PolicyContent content) {
    List<PolicyProblem> problems = new ArrayList<>();
    List<Path> attachments = new ArrayList<>();
    content
        .files()
        .forEach((file, bytes) ->
            document(PolicySource.of(file, bytes), content.folder(), problems)
                .ifPresent(document -> attachments.addAll(compiler.attachments(document))));
    return problems.isEmpty() ? attachments : List.of();
  }

  /**
   * Compiles also the valid part of files with problems, to report the problems of the compiler
   * too.
   */
  private PolicyResult<T> compiled(
      Optional<PolicyDocument> whole, List<PolicyDocument> parts, List<PolicyProblem> problems) {
    if (whole.isPresent()) {
      List<PolicyProblem> all = new ArrayList<>(problems);
      T value = compiler.compileAll(parts, all);
      if (all.isEmpty()) {
        return new PolicyResult.Loaded<>(value, whole.get());
      }
      return rejected(all);
    }
    return rejected(problems);
  }

  /**
   * Returns the problems in the order of the file; for an invalid YAML value only the YAML problem.
   */
  private static <T> PolicyResult<T> rejected(List<PolicyProblem> problems) {
    Set<String> yaml =
        problems.stream()
            .filter(problem -> problem.path().isEmpty())
            .map(PolicyProblem::place)
            .collect(Collectors.toSet());
    return new PolicyResult.Rejected<>(
        problems.stream()
            .filter(problem -> problem.path().isEmpty() || !yaml.contains(problem.place()))
            .sorted(BY_PLACE)
            .toList());
  }

  /** Returns the document; empty if it is unreadable, or if its kind is one of {@code others}. */
  private Optional<PolicyDocument> document(
      PolicySource source, boolean others, List<PolicyProblem> problems) {
    return switch (source) {
      case PolicySource.Invalid(var invalid) -> {
        problems.addAll(invalid);
        yield Optional.empty();
      }
      case PolicySource.Parsed(var file, var root, var sha256, var yamlProblems) -> {
        var tree = new PositionedJson(root);
        if (others && !tree.root().path("kind").asString(kind).equals(kind)) {
          yield Optional.empty();
        }
        problems.addAll(yamlProblems);
        yield Optional.of(check(file, tree, sha256, problems));
      }
    };
  }

  private PolicyDocument check(
      Path file, PositionedJson tree, String sha256, List<PolicyProblem> problems) {
    PolicyEnvelope envelope =
        PolicyEnvelope.read(tree.root(), kind, tree.positions(file, ""), file, problems);
    JsonPositions positions = tree.positions(file, envelope.specPointer());
    CheckedSpec spec =
        envelope.spec().isMissingNode()
            ? CheckedSpec.NONE
            : schema.check(envelope.spec(), positions, problems);
    return new PolicyDocument(
        file,
        kind,
        envelope.name(),
        envelope.version(),
        sha256,
        spec.allowed(),
        positions,
        spec.leftOut());
  }
}
