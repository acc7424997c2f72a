package dev.sluice.ctl.doctor.input;

import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** A reader of Kubernetes manifests. It takes the resources of all files together. */
public final class ManifestReader {
  private static final Path STANDARD_INPUT = Path.of("-");

  private ManifestReader() {}

  /** Reads files and folders; the path {@code -} is the standard input. */
  public static Installation read(List<Path> paths, InputStream standardInput)
      throws UnreadableInputException {
    InstallationBuilder installation = new InstallationBuilder();
    ManifestFiles files = new ManifestFiles();
    for (Path path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        add(installation, YamlDocuments.read(path, standardInput), "default", "");
      } else {
        files.add(path);
      }
    }
    for (ManifestFile file : files.files()) {
      add(installation, YamlDocuments.read(file.file()), file.namespace(), file.name());
    }
    return installation.build(_ -> false);
  }

  private static void add(
      InstallationBuilder installation,
      List<DocumentField> documents,
      String namespace,
      String name)
      throws UnreadableInputException {
    for (DocumentField document : documents) {
      installation.add(document, namespace, name);
    }
  }
}
