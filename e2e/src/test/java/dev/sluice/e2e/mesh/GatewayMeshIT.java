package dev.sluice.e2e.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.istio.IstioTools;
import dev.sluice.e2e.istio.NeedsIstio;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The tests. */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class GatewayMeshIT {
  private IstioMesh mesh;

  @BeforeAll
  void start() {
    mesh = IstioMesh.start(IstioTools.find().orElseThrow());
  }

  @AfterAll
  void close() {
    if (mesh != null) {
      mesh.close();
    }
  }

  @Test
  void noToken() throws Exception {
    CurlResponse r =
        mesh.outside()
            .curl("--cacert", mesh.publicAuthority().toString(), "-d", "{}", "https://ai.example.com/v1/chat/completions");
    System.out.println(r);
    if (System.getProperty("hold") != null) {
      java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/w/mesh-run/token"), mesh.issuer().token("viewer"));
      while (!java.nio.file.Files.exists(java.nio.file.Path.of("/tmp/w/mesh-run/stop"))) {
        Thread.sleep(500);
      }
    }
    assertEquals(401, r.status());
  }
}
