package dev.sluice.ctl.doctor.input;

import dev.sluice.ctl.doctor.model.DocumentField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A list of the files at some paths. A folder is read with all below it. If it has a {@code
 * kustomization.yaml}, the resources, components and namespace of that file are used, and nothing
 * else of it. Links below a folder are not followed, and nothing is fetched.
 */
final class ManifestFiles {
  private static final String KUSTOMIZATION = "kustomization.yaml";
  private static final String DEFAULT_NAMESPACE = "default";
  private static final List<String> LISTS = List.of("resources", "components", "bases");
  private static final int MAX_DEPTH = 16;
  private static final int MAX_FILES = 5_000;

  private final List<ManifestFile> files = new ArrayList<>();
  private final Set<Path> visited = new HashSet<>();

  /** Adds a file, or the files of a folder. */
  void add(Path path) throws UnreadableInputException {
    Optional<String> namespace = Optional.empty();
    if (!Files.isDirectory(path)) {
      Path kustomization = path.resolveSibling(KUSTOMIZATION);
      if (Files.isRegularFile(kustomization)) {
        namespace = namespace(YamlDocuments.read(kustomization));
      }
    }
    add(path, namespace, 0);
  }

  List<ManifestFile> files() {
    return List.copyOf(files);
  }

  private void add(Path path, Optional<String> namespace, int depth)
      throws UnreadableInputException {
    if (depth > MAX_DEPTH || files.size() >= MAX_FILES) {
      throw new UnreadableInputException(
          "%s: more than %d files, or deeper than %d folders; name a smaller folder"
              .formatted(path, MAX_FILES, MAX_DEPTH));
    }
    if (!visited.add(path.toAbsolutePath().normalize())) {
      return;
    }
    if (!Files.isDirectory(path)) {
      addFile(path, path.getFileName().toString(), namespace);
    } else if (Files.isRegularFile(path.resolve(KUSTOMIZATION))) {
      addKustomization(path, namespace, depth);
    } else {
      for (Path child : children(path)) {
        add(child, namespace, depth + 1);
      }
    }
  }

  private void addFile(Path file, String name, Optional<String> namespace) {
    files.add(new ManifestFile(file, namespace.orElse(DEFAULT_NAMESPACE), name));
  }

  private void addKustomization(Path folder, Optional<String> outer, int depth)
      throws UnreadableInputException {
    List<DocumentField> kustomization = YamlDocuments.read(folder.resolve(KUSTOMIZATION));
    // The namespace of the outer kustomization replaces that of the inner one.
    Optional<String> namespace = outer.isPresent() ? outer : namespace(kustomization);
    for (DocumentField document : kustomization) {
      for (String list : LISTS) {
        for (DocumentField item : document.at(list).items()) {
          addNamed(folder, item, namespace, depth);
        }
      }
      for (DocumentField generator : document.at("configMapGenerator").items()) {
        addGenerated(folder, generator.at("files").items(), namespace);
      }
    }
  }

  private void addNamed(Path folder, DocumentField item, Optional<String> namespace, int depth)
      throws UnreadableInputException {
    String name = item.textOr("");
    Path target = folder.resolve(name).normalize();
    if (Files.exists(target)) {
      add(target, namespace, depth + 1);
    } else if (!name.contains("://") && !name.startsWith("github.com/")) {
      throw new UnreadableInputException(
          item.place() + ": \"" + name + "\" does not exist; correct the path");
    }
  }

  /** Adds the files of a generated ConfigMap that checks read. */
  private void addGenerated(Path folder, List<DocumentField> items, Optional<String> namespace) {
    for (DocumentField item : items) {
      String text = item.textOr("");
      int equal = text.indexOf('=');
      Path file = folder.resolve(text.substring(equal + 1)).normalize();
      String name = equal > 0 ? text.substring(0, equal) : file.getFileName().toString();
      if (InstallationBuilder.isRead(name) && Files.isRegularFile(file)) {
        addFile(file, name, namespace);
      }
    }
  }

  private static Optional<String> namespace(List<DocumentField> kustomization) {
    return kustomization.stream()
        .flatMap(document -> document.at("namespace").text().stream())
        .findFirst();
  }

  private static List<Path> children(Path folder) throws UnreadableInputException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> !Files.isSymbolicLink(child))
          .filter(child -> Files.isDirectory(child) || isYaml(child))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableInputException(folder + ": the folder cannot be read");
    }
  }

  private static boolean isYaml(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }
}
