package dev.sluice.e2e.istio;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The programs of Kubernetes and Istio, and the resource definitions of other projects, which
 * {@code ./sluice test --istio} builds from {@code e2e/istio-tools}.
 */
public record IstioTools(Path folder) {
  public static final String PROPERTY = "sluice.test.istio";

  /** Returns the tools that the system property {@value #PROPERTY} names, if it is set. */
  public static Optional<IstioTools> find() {
    String folder = System.getProperty(PROPERTY, "");
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    IstioTools tools = new IstioTools(Path.of(folder).toAbsolutePath());
    tools.program("istiod");
    return Optional.of(tools);
  }

  /** Returns the path of a program, such as {@code istiod}. */
  public Path program(String name) {
    Path program = folder.resolve("bin").resolve(name);
    if (!Files.isExecutable(program)) {
      throw new MissingPrerequisiteException(
          program + " is no program; run ./sluice test --istio, which builds it");
    }
    return program;
  }

  /** Returns the template from which pilot-agent writes the bootstrap configuration of Envoy. */
  public Path bootstrapTemplate() {
    return folder.resolve("envoy_bootstrap.json");
  }

  /** Returns the folder of resource definitions of projects besides Istio. */
  public Path resourceDefinitions() {
    return folder.resolve("crds");
  }

  /** Returns a line for each project, with its version. */
  public List<String> versions() {
    try {
      return Files.readAllLines(folder.resolve("versions"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
