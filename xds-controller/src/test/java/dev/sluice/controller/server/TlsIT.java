package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.compile.gateway.CompiledSecrets;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.secrets.SecretFileWatcher;
import dev.sluice.controller.testkit.Certificates;
import dev.sluice.controller.testkit.Certificates.Pem;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of TLS listeners on a real Envoy, with certificates from files. */
class TlsIT {
  private static final String HOST = "shop.example.com";
  @TempDir static Path made;
  private static Pem edge;
  private static Pem edgeLater;
  private static Pem one;
  @TempDir Path folder;
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private EnvoyFixture fixture;
  private EnvoyProcess envoy;
  private SecretFileWatcher secrets;

  @BeforeAll
  static void make() {
    edge = Certificates.of(made, 365, "edge.example.com", "*.example.com");
    edgeLater = Certificates.rsa(made, 2048, "later.example.com", "*.example.com");
    one = Certificates.of(made, 365, "one.example.com");
  }

  @BeforeEach
  void start() throws IOException {
    fixture = EnvoyFixture.open();
    edge.write(folder, "edge");
    secrets = new SecretFileWatcher(folder, Clock.systemUTC());
    update();
    envoy = fixture.start(folder);
  }

  @AfterEach
  void stop() {
    if (fixture != null) {
      secrets.close();
      fixture.close();
    }
  }

  private void update() {
    update(List.of(secret("edge"), secret("one")));
  }

  private void update(List<ServedObject> objects) {
    fixture.update(
        fixture.gateway(
            "{name: https, port: 0, protocol: HTTPS, secret: edge}, "
                + "{name: https-one, port: 0, protocol: HTTPS, hostname: one.example.com, secret: one}, "
                + "{name: http, port: 0, protocol: HTTP}",
            EnvoyFixture.publish("exact", "blue", HOST + ", one.example.com")
                + ", "
                + EnvoyFixture.publish("wild", "green", "'*.example.com'")),
        objects);
  }

  private ServedObject secret(String name) {
    return CompiledSecrets.withCurrentCertificate(
        new ServedObject("lab", "secrets/" + name, Set.of("gw"), List.of(), Set.of()),
        secrets,
        fixture.translator);
  }

  @Test
  void handshake_showsTheListenersCertificate_toWhoAsksForItsHost() throws Exception {
    one.write(folder, "one");
    secrets.refresh();
    secrets.refresh();
    update();
    int https = envoy.port("gw/https");
    Await.until(() -> shown(https, HOST).equals("edge.example.com"));
    assertEquals("edge.example.com", shown(https, ""));
    int only = envoy.port("gw/https-one");
    Await.until(() -> shown(only, "one.example.com").equals("one.example.com"));
    assertEquals("one.example.com", shown(only, "ONE.example.com"));
    assertEquals("refused", shown(only, HOST));
    assertEquals("refused", shown(only, ""));
    try (TlsClient client = TlsClient.open(only, "one.example.com")) {
      assertEquals("200 blue", client.get("one.example.com"));
      assertTrue(client.get(HOST).startsWith("404 "));
    }
  }

  @Test
  void handshake_isModern() throws Exception {
    int https = served();
    for (String protocol : List.of("h2", "http/1.1")) {
      try (TlsClient client =
          new TlsClient(
              https, HOST, p -> p.setApplicationProtocols(new String[] {protocol, "other"}))) {
        assertEquals(protocol, client.socket.getApplicationProtocol());
        assertEquals("TLSv1.3", client.socket.getSession().getProtocol());
      }
    }
    try (TlsClient client =
        new TlsClient(https, HOST, p -> p.setProtocols(new String[] {"TLSv1.2"}))) {
      assertTrue(client.socket.getSession().getCipherSuite().startsWith("TLS_ECDHE_ECDSA_"));
    }
    assertThrows(
        SSLException.class,
        () ->
            new TlsClient(
                    https,
                    HOST,
                    p -> {
                      p.setProtocols(new String[] {"TLSv1.2"});
                      p.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
                    })
                .close());
  }

  @Test
  void hosts_exactWildcardAndInAnotherCase_areServed() throws Exception {
    int https = served();
    try (TlsClient client = TlsClient.open(https, "edge.example.com")) {
      assertEquals("200 blue", client.get(HOST));
      assertEquals("200 blue", client.get("SHOP.Example.com"));
      assertEquals("200 green", client.get("other.example.com"));
      assertEquals("200 green", client.get("Other.EXAMPLE.com:443"));
      assertTrue(client.get("a.other.example.com").startsWith("404 "));
    }
  }

  @Test
  void rotation_underLoad_failsNothing_andNewConnectionsSeeTheNewCertificate() throws Exception {
    int https = served();
    secrets.start(
        Duration.ofMillis(50),
        () -> {
          if (secrets.refresh()) {
            update();
          }
        });
    AtomicBoolean going = new AtomicBoolean(true);
    AtomicInteger requests = new AtomicInteger();
    CompletableFuture<String> load =
        CompletableFuture.supplyAsync(() -> {
          while (going.get()) {
            try (TlsClient client = TlsClient.open(https, HOST)) {
              if (!client.get(HOST).equals("200 blue")) {
                return "refused";
              }
              requests.incrementAndGet();
            } catch (IOException e) {
              return e.toString();
            }
          }
          return "";
        });
    try (TlsClient kept = TlsClient.open(https, HOST)) {
      Await.until(() -> requests.get() > 20);
      edgeLater.write(folder, "edge");
      Await.until(() -> load.isDone() || shown(https, HOST).equals("later.example.com"));
      int before = requests.get();
      Await.until(() -> load.isDone() || requests.get() > before + 20);
      going.set(false);
      assertEquals("", load.join());
      assertEquals("edge.example.com", name(kept));
      assertEquals("200 blue", kept.get(HOST));
    }
    assertTrue(
        envoy.admin("/stats?filter=listener_manager").contains("total_listeners_draining: 0"));
    assertTrue(envoy.admin("/stats?filter=listener_manager").contains("listener_modified: 0"));
  }

  @Test
  void badFile_leavesTheLastGood_evenWhenTheControllerBeginsAnew() throws Exception {
    int https = served();
    Files.writeString(folder.resolve("edge.key"), one.key());
    assertFalse(secrets.refresh());
    assertTrue(secrets.refresh());
    assertTrue(secrets.problems("edge").getFirst().contains("does not fit"));
    update();
    assertEquals("edge.example.com", shown(https, HOST));
    secrets.close();
    secrets = new SecretFileWatcher(folder, Clock.systemUTC());
    assertTrue(secrets.certificate("edge").isEmpty());
    double before = secretPushes();
    update();
    Await.until(() -> secretPushes() > before);
    assertEquals("edge.example.com", shown(https, HOST));
    edgeLater.write(folder, "edge");
    assertTrue(secrets.refresh());
    update();
    Await.until(() -> shown(https, HOST).equals("later.example.com"));
  }

  @Test
  void missingSecret_keepsOnlyItsListenerWaiting() throws Exception {
    int http = envoy.port("gw/http");
    Await.until(() -> answer(http).endsWith("blue"));
    served();
    one.write(folder, "one");
    assertTrue(secrets.refresh());
    update();
    int only = envoy.port("gw/https-one");
    Await.until(() -> shown(only, "one.example.com").equals("one.example.com"));
  }

  @Test
  void key_isInNoOutputOfEnvoy() {
    served();
    String dump = envoy.admin("/config_dump") + envoy.log();
    assertTrue(dump.contains("secret/edge"), "no dump");
    edge.key()
        .lines()
        .filter(line -> line.length() > 40)
        .forEach(line -> assertFalse(dump.contains(line), "the key is in the dump"));
  }

  private double secretPushes() {
    return fixture
        .controller
        .metrics
        .find("xds_pushes_total")
        .tag("type", "Secret")
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /** Returns the port of the listener for all hosts, once all resources are active. */
  private int served() {
    int https = envoy.port("gw/https");
    Await.until(() -> ask(https, HOST).equals("200 blue"));
    Await.until(() -> ask(https, "x.example.com").equals("200 green"));
    return https;
  }

  private static String ask(int port, String host) {
    try (TlsClient client = TlsClient.open(port, host)) {
      return client.get(host);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String answer(int port) {
    try {
      return RawHttp.get(port, HOST, "/");
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Returns the first host of the certificate that a client gets for that name. */
  private static String shown(int port, String name) {
    try (TlsClient client = TlsClient.open(port, name)) {
      return name(client);
    } catch (IOException e) {
      return "refused";
    }
  }

  private static String name(TlsClient client) throws IOException {
    return client.certificate().getSubjectX500Principal().getName().replace("CN=", "");
  }
}
