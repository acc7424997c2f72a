package dev.sluice.ctl.explain;

import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.policytest.run.PolicySetLoader;
import dev.sluice.ctl.policytest.run.TestedPolicies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The policies of a folder, or of the files that a test names. */
final class LoadedPolicies {
  private static final String TEST = ".test.yaml";

  private LoadedPolicies() {}

  /** Loads all policy files of a folder. */
  static TestedPolicies ofFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.error("there is no folder " + folder + "; name one with --policies");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return load(
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .filter(file -> !file.toString().endsWith(TEST))
              .filter(LoadedPolicies::isPolicy)
              .sorted()
              .toList());
    } catch (IOException | UncheckedIOException e) {
      throw CommandFailure.error("the folder " + folder + " cannot be read");
    }
  }

  /** Loads policy files. */
  static TestedPolicies load(List<Path> files) {
    List<PolicyProblem> problems = new ArrayList<>();
    TestedPolicies policies = new PolicySetLoader().load(files, problems);
    if (!problems.isEmpty()) {
      throw new CommandFailure(
          CommandFailure.INVALID, problems.stream().map(PolicyProblem::toString).toList());
    }
    return policies;
  }

  /** Returns false for other YAML beside policies, such as a file of kustomize. */
  private static boolean isPolicy(Path file) {
    return !file.getFileName().toString().equals("kustomization.yaml");
  }
}
