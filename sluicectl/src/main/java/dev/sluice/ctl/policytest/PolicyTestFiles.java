package dev.sluice.ctl.policytest;

import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.ctl.policytest.file.PolicyTestCompiler;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The test files below some paths, and what is wrong with them. */
record PolicyTestFiles(List<PolicyTestFile> files, List<PolicyProblem> problems) {
  private static final String END = ".test.yaml";
  private static final int DEEPEST = 16;

  PolicyTestFiles {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /** Reads the files; in folders, those whose names end with {@code .test.yaml}. */
  static PolicyTestFiles read(List<Path> paths) {
    PolicyFile<PolicyTestFile> loader = PolicyTestCompiler.file();
    List<PolicyTestFile> files = new ArrayList<>();
    List<PolicyProblem> problems = new ArrayList<>();
    for (Path path : paths) {
      for (Path file : below(path, problems)) {
        switch (loader.load(file)) {
          case PolicyResult.Loaded<PolicyTestFile> loaded -> files.add(loaded.value());
          case PolicyResult.Rejected<PolicyTestFile>(var found) -> problems.addAll(found);
        }
      }
    }
    return new PolicyTestFiles(files, problems);
  }

  private static List<Path> below(Path path, List<PolicyProblem> problems) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path, DEEPEST)) {
      return all.filter(file -> file.toString().endsWith(END)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      problems.add(new PolicyProblem(path, 1, 1, "", "the folder cannot be read"));
      return List.of();
    }
  }
}
