package dev.sluice.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessSpec;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The test of a push: to a real registry, which Go builds. Only {@code ./sluice test --all} runs
 * it, because the first build of the registry takes minutes.
 */
final class RegistryPushIT {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final StackPorts ports = StackPorts.findFree();
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path folder;

  @Test
  void push_thenPull_returnsTheBytesOfTheTar() throws Exception {
    assumeTrue(Sweep.all(), "the push to a registry runs with --all");
    String host = ports.address(StackPort.SERVICES);
    try (ManagedProcess registry = registry(host)) {
      registry.start();
      registry.awaitReady();
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      int code = push(host, said, "--insecure");
      assertEquals(0, code, said::toString);
      String name = "http://" + host + "/v2/sluice/sluicectl/";
      HttpResponse<byte[]> manifest = get(name + "manifests/test");
      String digest = digest(manifest.body());
      assertEquals(
          digest + "  " + host + "/sluice/sluicectl:test\n",
          Files.readString(folder.resolve("images/digests.txt")));
      JsonNode layers = new JsonMapper().readTree(manifest.body()).get("layers");
      for (JsonNode layer : layers) {
        String expected = layer.get("digest").asString();
        assertEquals(expected, digest(get(name + "blobs/" + expected).body()));
      }
    }
  }

  @Test
  void push_plainHttp_needsTheOption() throws Exception {
    assumeTrue(Sweep.all(), "the push to a registry runs with --all");
    String host = ports.address(StackPort.SERVICES);
    try (ManagedProcess registry = registry(host)) {
      registry.start();
      registry.awaitReady();
      assertEquals(1, push(host, new ByteArrayOutputStream()));
    }
  }

  private int push(String host, ByteArrayOutputStream said, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("--only", "sluicectl", "--tag", "test", "--registry", host, "--push"));
    words.addAll(List.of("--output", folder.resolve("images").toString()));
    words.addAll(List.of(more));
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return ImagesMain.run(RepositoryRoot.find().path(), out, words.toArray(String[]::new));
  }

  private ManagedProcess registry(String host) throws IOException {
    Path log = folder.resolve("registry.log");
    Path binary = binary(folder.resolve("build.log"));
    Path config = folder.resolve("registry.yaml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {level: warn}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "%s"}
        """
            .formatted(folder.resolve("storage"), host));
    return new ManagedProcess(
        new ProcessSpec(
            "registry",
            List.of(binary.toString(), "serve", config.toString()),
            Map.of("OTEL_TRACES_EXPORTER", "none"),
            folder,
            log,
            folder.resolve("registry.pid"),
            URI.create("http://" + host + "/v2/"),
            Duration.ofMinutes(1)));
  }

  private static Path binary(Path log) {
    try {
      return GoProgram.build("packaging/src/test/registry", log).binary();
    } catch (MissingPrerequisiteException e) {
      assumeTrue(false, "no registry to push to: " + e.getMessage());
      throw e;
    }
  }

  private HttpResponse<byte[]> get(String uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri)).header("Accept", MANIFEST).build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertTrue(response.statusCode() == 200, () -> uri + ": " + response.statusCode());
    return response;
  }

  private static String digest(byte[] content) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
    return "sha256:" + HexFormat.of().formatHex(hash);
  }
}
