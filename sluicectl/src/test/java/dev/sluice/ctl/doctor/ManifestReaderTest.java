package dev.sluice.ctl.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.ctl.doctor.input.ManifestReader;
import dev.sluice.ctl.doctor.input.UnreadableInputException;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("N-12")
class ManifestReaderTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: one}
      """;

  @TempDir Path folder;

  @Test
  void read_overlay_followsResources() throws Exception {
    write("servers/service.yaml", SERVICE);
    write("servers/unlisted.yaml", SERVICE);
    write("servers/kustomization.yaml", "resources: [service.yaml]\n");
    write("base/kustomization.yaml", "namespace: sluice-system\nresources: [../servers]\n");
    write("overlay/kustomization.yaml", "resources: [../base, https://example.com/remote]\n");
    assertEquals(List.of("Service sluice-system/one"), titles(read("overlay")));
  }

  @Test
  void read_generatedPolicy_isRead() throws Exception {
    write("authz.yaml", "kind: AuthzPolicy\nspec: {issuers: []}\n");
    write("kustomization.yaml", "configMapGenerator:\n- {name: p, files: [authz.yaml]}\n");
    assertEquals(1, read("").policies().size());
  }

  @Test
  void read_circle_endsOnce() throws Exception {
    write("service.yaml", SERVICE);
    write("kustomization.yaml", "resources: [service.yaml, ../" + folder.getFileName() + "]\n");
    assertEquals(List.of("Service default/one"), titles(read("")));
  }

  @Test
  void read_missingResource_isUnreadable() throws Exception {
    write("kustomization.yaml", "resources:\n- none.yaml\n");
    UnreadableInputException problem = assertThrows(UnreadableInputException.class, () -> read(""));
    assertEquals(
        folder.resolve("kustomization.yaml")
            + ":2:3: \"none.yaml\" does not exist; correct the path",
        problem.getMessage());
  }

  @Test
  void read_plainFolder_takesAllBelow() throws Exception {
    write("a/service.yaml", SERVICE);
    write("b/c/service.yml", SERVICE.replace("one", "two"));
    write("b/notes.txt", "not a manifest");
    assertEquals(List.of("Service default/one", "Service default/two"), titles(read("")));
  }

  @Test
  void read_standardInput_isRead() throws Exception {
    byte[] text = SERVICE.getBytes(StandardCharsets.UTF_8);
    Installation installation =
        ManifestReader.read(List.of(Path.of("-")), new ByteArrayInputStream(text));
    assertEquals("-:1:1", installation.resources().getFirst().place());
  }

  @Test
  void read_largeFile_isUnreadable() throws Exception {
    Path file = folder.resolve("large.yaml");
    Files.write(file, new byte[(16 << 20) + 1]);
    assertThrows(UnreadableInputException.class, () -> read("large.yaml"));
  }

  private Installation read(String path) throws UnreadableInputException {
    return ManifestReader.read(List.of(folder.resolve(path)), InputStream.nullInputStream());
  }

  private static List<String> titles(Installation installation) {
    return installation.resources().stream().map(KubernetesResource::title).toList();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
