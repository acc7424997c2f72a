package dev.sluice.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.process.DownloadCache;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test of the images: builds them of the packaged modules, and runs their entry points with a
 * read-only root, the user of the image and without capabilities. {@code ./sluice test} builds one
 * image; with {@code --all} it builds all, twice, and also starts all servers.
 */
final class ImagesIT {
  private final RepositoryRoot root = RepositoryRoot.find();
  private final StackPorts ports = StackPorts.findFree();
  @TempDir Path folder;
  private Path files = Path.of("");
  private Path output = Path.of("");

  @BeforeEach
  void build() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount and chroot");
    for (String needed : List.of("unshare", "setpriv", "chroot", "ldd")) {
      assumeTrue(isOnPath(needed), needed + " is not installed");
    }
    assumeTrue(
        new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
        "this machine allows no mount namespaces");
    ProcessBuilder programs =
        new ProcessBuilder(root.path().resolve("packaging/programs.sh").toString());
    programs.environment().put("JAVA_HOME", System.getProperty("java.home"));
    programs.redirectErrorStream(true).redirectOutput(folder.resolve("programs.log").toFile());
    assertEquals(0, programs.start().waitFor(), () -> content(folder.resolve("programs.log")));
    output = images("images");
    files = Files.createDirectories(folder.resolve("etc"));
    UnpackedImage.run("cp", "-R", root.policies().toString(), files.toString());
    Files.createDirectories(files.resolve("secrets"));
    UnpackedImage.run("chmod", "-R", "a+rX", folder.toString());
  }

  @Test
  void images_inReadOnlyRoots_runAsTheirUser() throws Exception {
    try (EmbeddedDatabase database =
        new EmbeddedDatabase(
            DownloadCache.folder(System.getenv()).resolve("postgres"),
            folder.resolve("postgres"),
            folder.resolve("postgres.log"),
            ports.of(StackPort.DATABASE))) {
      if (Sweep.all()) {
        database.start();
      }
      configure(database);
      List<List<String>> layers = new ArrayList<>();
      for (ImageProgram program : programs()) {
        Path tar = output.resolve(program.title() + ".tar");
        UnpackedImage image = UnpackedImage.of(tar, folder.resolve(program.title()));
        layers.add(image.layers().subList(0, 3));
        checkFiles(program, image);
        checkProgram(program, image);
        UnpackedImage.run("rm", "-r", folder.resolve(program.title()).toString());
      }
      assertEquals(1, layers.stream().distinct().count(), "the first three layers are shared");
    }
    if (Sweep.all()) {
      checkSameBytes();
    }
  }

  private static List<ImageProgram> programs() {
    return Sweep.all() ? List.of(ImageProgram.values()) : List.of(ImageProgram.EXTAUTHZ);
  }

  private void checkFiles(ImageProgram program, UnpackedImage image) throws IOException {
    String bill = Files.readString(image.folder().resolve("sluice/sbom.json"));
    assertTrue(bill.contains("\"name\" : \"grpc-netty-shaded\""), "the bill lists gRPC");
    assertEquals(bill, Files.readString(output.resolve(program.title() + ".sbom.json")));
    assertEquals("65532:65532", image.config().get("User").asString());
    assertEquals(
        program.title(),
        image.config().get("Labels").get("org.opencontainers.image.title").asString());
  }

  private void checkProgram(ImageProgram program, UnpackedImage image) throws Exception {
    String version = image.run(files, "--version");
    assertTrue(version.contains(program.title() + " " + BuildStamp.read().version()), version);
    assertTrue(version.endsWith("exit code 0"), version);
    if (program.isServer()) {
      String config = "/etc/sluice/" + program.title() + ".yaml";
      String checked = image.run(files, "--check", "--config", config);
      assertTrue(checked.contains("ok: ") && checked.endsWith("exit code 0"), checked);
      checkServer(program, image, config);
    } else {
      String valid = image.run(files, "policy", "validate", "/etc/sluice/policies");
      assertTrue(valid.endsWith("exit code 0"), valid);
    }
  }

  private void checkServer(ImageProgram program, UnpackedImage image, String config)
      throws Exception {
    URI ready = URI.create("http://127.0.0.1:" + opsPort(program) + "/readyz");
    try (ManagedProcess server =
        image.server(program.title(), files, folder, ready, "--config", config)) {
      long start = System.nanoTime();
      server.start();
      server.awaitReady();
      Duration toReady = Duration.ofNanos(System.nanoTime() - start);
      List<String> status = Files.readAllLines(Path.of("/proc/" + server.pid() + "/status"));
      assertTrue(status.contains("Uid:\t65532\t65532\t65532\t65532"), status::toString);
      assertTrue(status.contains("CapEff:\t0000000000000000"), status::toString);
      assertTrue(status.contains("NoNewPrivs:\t1"), status::toString);
      if (program == ImageProgram.EXTAUTHZ) {
        assertEquals(401, firstAnswer().getDeniedResponse().getStatus().getCodeValue());
      }
      Duration toAnswer = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf(
          Locale.ROOT,
          "%s image: ready after %.1f s, checked after %.1f s, resident %s%n",
          program.title(),
          toReady.toMillis() / 1000.0,
          toAnswer.toMillis() / 1000.0,
          residentMemory(status));
    }
  }

  private static String residentMemory(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.substring("VmRSS:".length()).strip())
        .findFirst()
        .orElse("unknown");
  }

  private CheckResponse firstAnswer() throws InterruptedException {
    AttributeContext.HttpRequest http =
        AttributeContext.HttpRequest.newBuilder()
            .setMethod("POST")
            .setHost("localhost")
            .setPath("/v1/chat/completions")
            .build();
    CheckRequest request =
        CheckRequest.newBuilder()
            .setAttributes(
                AttributeContext.newBuilder()
                    .setRequest(AttributeContext.Request.newBuilder().setHttp(http)))
            .build();
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                ports.address(StackPort.EXTAUTHZ), InsecureChannelCredentials.create())
            .build();
    try {
      return AuthorizationGrpc.newBlockingStub(channel)
          .withDeadlineAfter(30, TimeUnit.SECONDS)
          .check(request);
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  /** Builds again and compares. */
  private void checkSameBytes() throws IOException {
    Path again = images("again");
    for (ImageProgram program : programs()) {
      String tar = program.title() + ".tar";
      assertEquals(-1, Files.mismatch(output.resolve(tar), again.resolve(tar)), tar);
    }
    assertArrayEquals(
        Files.readAllBytes(output.resolve("digests.txt")),
        Files.readAllBytes(again.resolve("digests.txt")));
  }

  private Path images(String name) {
    Path target = folder.resolve(name);
    List<String> words = new ArrayList<>(List.of("--output", target.toString()));
    programs().forEach(program -> words.addAll(List.of("--only", program.title())));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    assertEquals(0, ImagesMain.run(root.path(), out, words.toArray(String[]::new)), said::toString);
    return target;
  }

  private void configure(EmbeddedDatabase database) throws IOException {
    Map<ImageProgram, String> texts =
        Map.of(
            ImageProgram.EXTAUTHZ,
            """
            grpc: {address: %s}
            ops: {address: %s}
            policies: {authz: /etc/sluice/policies/authz.yaml}
            waf: {rules: /etc/sluice/policies/waf_rules.yaml}
            """
                .formatted(
                    ports.address(StackPort.EXTAUTHZ), ports.address(StackPort.EXTAUTHZ_OPS)),
            ImageProgram.EXTPROC,
            """
            grpc: {address: %s}
            ops: {address: %s}
            dlp: {rules: /etc/sluice/policies/dlp_rules.yaml, hash-key: "0123456789abcdef"}
            waf: {rules: /etc/sluice/policies/waf_rules.yaml}
            audit: {spool-dir: /var/lib/sluice/spool}
            """
                .formatted(ports.address(StackPort.EXTPROC), ports.address(StackPort.EXTPROC_OPS)),
            ImageProgram.CONTROLLER,
            """
            xds: {address: %s}
            ops: {address: %s}
            database: {url: "%s", user: %s}
            state-dir: /var/lib/sluice/state
            secrets: {dir: /etc/sluice/secrets}
            """
                .formatted(
                    ports.address(StackPort.XDS),
                    ports.address(StackPort.XDS_OPS),
                    database.jdbcUrl(),
                    database.owner()));
    for (Map.Entry<ImageProgram, String> text : texts.entrySet()) {
      Files.writeString(files.resolve(text.getKey().title() + ".yaml"), text.getValue());
    }
  }

  private int opsPort(ImageProgram program) {
    return ports.of(
        switch (program) {
          case EXTAUTHZ -> StackPort.EXTAUTHZ_OPS;
          case EXTPROC -> StackPort.EXTPROC_OPS;
          case CONTROLLER -> StackPort.XDS_OPS;
          case SLUICECTL -> throw new IllegalArgumentException("no server");
        });
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
