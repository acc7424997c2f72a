package dev.sluice.common.policyfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of policy files. */
public final class PolicyFolder {
  private static final String NO_POLICY = "kustomization.yaml";

  private PolicyFolder() {}

  /**
   * Returns the policy files of a folder in the order of their names: its visible YAML files,
   * without tests ({@code *.test.yaml}). Kubernetes stores the versions of a mounted folder in
   * hidden ones, so each file is found once.
   */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> isPolicy(file.getFileName().toString()))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static boolean isPolicy(String name) {
    return name.endsWith(".yaml")
        && !name.endsWith(".test.yaml")
        && !name.startsWith(".")
        && !name.equals(NO_POLICY);
  }
}
