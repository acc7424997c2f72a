package dev.sluice.common.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.TestCa;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-87")
class MutualTlsTest {
  private static final String SERVER = "spiffe://lab/sluice/controller/c";
  private static final String CLIENT = "spiffe://lab/sluice/envoy/edge";
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofDays(1);

  @RegisterExtension final NoWarnings log = new NoWarnings();
  @TempDir Path folder;
  private final TestCa ca = new TestCa("ca");
  private final Readiness readiness = new Readiness();
  private final List<AutoCloseable> open = new ArrayList<>();
  private HostPort address = new HostPort("127.0.0.1", 0);
  private GrpcServer server;

  @BeforeEach
  void start() {
    ca.issue(SERVER).write(folder.resolve("server"), ca);
    ca.issue(CLIENT).write(folder.resolve("client"), ca);
    GrpcServerConfig config =
        new GrpcServerConfig(
            address, 1 << 16, 10, Duration.ofSeconds(1), Optional.of(files("server")));
    MutualTls tls = MutualTls.open(files("server"), peer -> peer.kind().equals("envoy"), EVERY);
    server = GrpcServer.start("grpc", config, Optional.of(tls), readiness, List.of(new PeerEcho()));
    open.add(server);
    address = server.address();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }

  @Test
  void peer_valid_idReachesService() {
    assertEquals(CLIENT, ask(client("client")));
    String note = note();
    assertTrue(note.contains(", TLS as " + SERVER + " until "), note);
  }

  @Test
  void metric_showsExpiryOfTheCertificate() throws Exception {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Telemetry.exposeCertificateExpiry(metrics, "server", server::certificateExpiry);
    double shown = metrics.get("tls.certificate.expires.seconds").gauge().value();
    Instant end = TlsMaterial.read(files("server")).expiresAt();
    assertEquals(end, Instant.ofEpochSecond((long) shown));
  }

  @Test
  void client_otherAuthority_isRejected() {
    new TestCa("ca").issue(CLIENT).write(folder.resolve("client"), ca);
    assertEquals("UNAVAILABLE", ask(client("client")));
  }

  @Test
  void server_otherAuthority_isRejected() {
    ca.issue(CLIENT).write(folder.resolve("client"), new TestCa("other"));
    assertEquals("UNAVAILABLE", ask(client("client")));
  }

  @Test
  void client_expired_isRejected() {
    Instant soon = Instant.now().plusSeconds(3);
    ca.issue(soon, CLIENT).write(folder.resolve("client"), ca);
    ManagedChannel client = client("client");
    Await.until(() -> Instant.now().isAfter(soon.plusSeconds(1)));
    assertEquals("UNAVAILABLE", ask(client));
  }

  @Test
  void client_noCertificate_isRejected() throws Exception {
    assertEquals(
        "UNAVAILABLE",
        ask(
            Grpc.newChannelBuilder(
                    address.toString(),
                    TlsChannelCredentials.newBuilder()
                        .trustManager(TestCa.anyCertificate())
                        .build())
                .build()));
  }

  @Test
  void client_plaintext_isRejected() {
    assertEquals(
        "UNAVAILABLE",
        ask(
            Grpc.newChannelBuilder(address.toString(), InsecureChannelCredentials.create())
                .build()));
  }

  @Test
  void client_otherKind_isRejected() {
    log.expect("rejected a peer: spiffe://lab/sluice/extproc/a has no business here");
    ca.issue("spiffe://lab/sluice/extproc/a").write(folder.resolve("client"), ca);
    ManagedChannel client = client("client");
    assertEquals("UNAVAILABLE", ask(client));
    assertEquals("UNAVAILABLE", ask(client));
    assertEquals(1, log.warnings().size(), "reported once");
  }

  @Test
  void client_noId_isRejected() throws Exception {
    log.expect("rejected a peer: the certificate has 0 URIs");
    ca.issue().write(folder.resolve("client"), ca);
    assertEquals("UNAVAILABLE", ask(believing("client")));
  }

  @Test
  void client_otherTrustDomain_isRejected() throws Exception {
    log.expect("rejected a peer: spiffe://home/sluice/envoy/edge is of another trust domain");
    ca.issue("spiffe://home/sluice/envoy/edge").write(folder.resolve("client"), ca);
    assertEquals("UNAVAILABLE", ask(believing("client")));
  }

  @Test
  void server_otherTrustDomain_isRejected() {
    log.expect("rejected a peer: " + SERVER + " is of another trust domain");
    ca.issue("spiffe://home/sluice/envoy/edge").write(folder.resolve("client"), ca);
    assertEquals("UNAVAILABLE", ask(client("client")));
  }

  @Test
  void server_otherKind_isRejected() {
    log.expect("rejected a peer: " + SERVER + " has no business here");
    assertEquals("UNAVAILABLE", ask(client("client", peer -> peer.kind().equals("extauthz"))));
  }

  @Test
  void rotation_server_keepsOpenStreams() {
    PeerEcho.Asking before = new PeerEcho.Asking(opened(client("client")));
    assertEquals(CLIENT, before.ask());

    TestCa next = new TestCa("next");
    String second = "spiffe://lab/sluice/envoy/second";
    next.issue(second).write(folder.resolve("second"), next);
    next.issue(SERVER).write(folder.resolve("server"), next);
    ManagedChannel after = client("second");
    Await.until(() -> ask(after).equals(second));
    assertEquals(
        "UNAVAILABLE", ask(client("client")), "the authority before does not count any more");
    assertEquals(CLIENT, before.ask(), "the same stream goes on");
  }

  @Test
  void rotation_client_usedByNextConnection() {
    MutualTls tls = MutualTls.open(files("client"), peer -> true, EVERY);
    open.add(tls);
    assertEquals(CLIENT, ask(tls.channelBuilder(address).build()));
    String renamed = "spiffe://lab/sluice/envoy/renamed";
    ca.issue(renamed).write(folder.resolve("client"), ca);
    Await.until(() -> ask(tls.channelBuilder(address).build()).equals(renamed));
  }

  @Test
  void rotation_inconsistentFiles_areIgnored() throws Exception {
    log.expect("TLS files have changed and are not used: key is not the key of the certificate");
    ca.issue(SERVER).write(folder.resolve("third"), ca);
    Files.copy(
        folder.resolve("third").resolve("tls.crt"),
        folder.resolve("server").resolve("tls.crt"),
        StandardCopyOption.REPLACE_EXISTING);
    Await.until(() -> note().contains("newer files are not used: key is not the key"));
    assertEquals(CLIENT, ask(client("client")), "with the files before");
    ca.issue(SERVER).write(folder.resolve("server"), ca);
    Await.until(() -> !note().contains("newer files"));
    assertEquals(CLIENT, ask(client("client")));
  }

  @Test
  void open_unusableFiles_fails() throws IOException {
    Files.writeString(folder.resolve("client").resolve("tls.key"), "nothing");
    var e =
        assertThrows(
            IllegalStateException.class, () -> MutualTls.open(files("client"), peer -> true));
    assertEquals(
        "TLS files: the file has no unencrypted PKCS#8 key (BEGIN PRIVATE KEY)", e.getMessage());
  }

  private ManagedChannel client(String name) {
    return client(name, peer -> peer.kind().equals("controller"));
  }

  private ManagedChannel client(String name, Predicate<SpiffeId> peers) {
    MutualTls tls = MutualTls.open(files(name), peers, name.equals("client") ? EVERY : NEVER);
    open.add(tls);
    return tls.channelBuilder(address).build();
  }

  /** Returns a channel of another TLS implementation that accepts every server. */
  private ManagedChannel believing(String name) throws IOException, GeneralSecurityException {
    TlsConfig files = files(name);
    return Grpc.newChannelBuilder(
            address.toString(),
            TlsChannelCredentials.newBuilder()
                .keyManager(files.certificate().toFile(), files.key().toFile())
                .trustManager(TestCa.anyCertificate())
                .build())
        .build();
  }

  private String ask(ManagedChannel channel) {
    return new PeerEcho.Asking(opened(channel)).ask();
  }

  private ManagedChannel opened(ManagedChannel channel) {
    open.add(channel::shutdownNow);
    return channel;
  }

  private String note() {
    return readiness.report().values().iterator().next().note();
  }

  private TlsConfig files(String name) {
    Path of = folder.resolve(name);
    return new TlsConfig(of.resolve("tls.crt"), of.resolve("tls.key"), of.resolve("ca.crt"));
  }
}
