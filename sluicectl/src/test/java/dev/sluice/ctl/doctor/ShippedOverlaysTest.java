package dev.sluice.ctl.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.ctl.doctor.check.InstallationChecks;
import dev.sluice.ctl.doctor.check.InstallationNotes;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.input.ManifestReader;
import dev.sluice.ctl.doctor.model.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The overlays that Sluice ships, each with what it builds on. */
@Tag("N-12")
class ShippedOverlaysTest {
  private static final Path ISTIO = Path.of("../manifests/istio");
  private static final Path MESH = ISTIO.resolve("mesh/mesh-config.yaml");

  @TestFactory
  List<DynamicTest> overlay_hasNoFindings() throws IOException {
    List<Path> overlays;
    try (Stream<Path> folders = Files.list(ISTIO.resolve("overlays"))) {
      overlays = folders.filter(Files::isDirectory).sorted().toList();
    }
    assertFalse(overlays.isEmpty(), "overlays are found");
    return overlays.stream()
        .map(overlay ->
            DynamicTest.dynamicTest(overlay.getFileName().toString(), () -> check(overlay)))
        .toList();
  }

  private static void check(Path overlay) throws Exception {
    Installation installation =
        ManifestReader.read(List.of(overlay, MESH), InputStream.nullInputStream());
    assertEquals(
        "",
        InstallationChecks.findings(installation).stream()
            .map(WiringFinding::toString)
            .collect(Collectors.joining("\n")));
    assertEquals(List.of(), InstallationNotes.of(installation), "everything is checked");
  }
}
