package dev.sluice.common.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.TestCa;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test of the steps of docs/operations/rotation.md for a new authority: no call fails, on
 * connections of each moment.
 */
final class AuthorityRotationTest {
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final String SERVER = "spiffe://lab/sluice/controller/main";
  private static final String CLIENT = "spiffe://lab/sluice/envoy/edge";
  private static final String RENEWED = "spiffe://lab/sluice/envoy/renewed";
  private static final String PROBE = "spiffe://lab/sluice/envoy/probe";
  private static final int SOME = 20;

  @RegisterExtension final NoWarnings log = new NoWarnings();
  @TempDir Path folder;
  private final TestCa old = new TestCa("old");
  private final TestCa next = new TestCa("next");
  private final List<AutoCloseable> open = new ArrayList<>();
  private HostPort address = new HostPort("127.0.0.1", 0);

  @BeforeEach
  void start() {
    old.issue(SERVER).write(folder.resolve("server"), old);
    old.issue(CLIENT).write(folder.resolve("client"), old);
    TlsConfig files = files("server");
    MutualTls tls = MutualTls.open(files, peer -> peer.kind().equals("envoy"), EVERY);
    GrpcServer server =
        GrpcServer.start(
            "grpc",
            new GrpcServerConfig(address, 1 << 16, 10, Duration.ofSeconds(1), Optional.of(files)),
            Optional.of(tls),
            new Readiness(),
            List.of(new PeerEcho()));
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
  void authority_rotatedInSteps_noCallFails() throws Exception {
    MutualTls client = MutualTls.open(files("client"), peer -> true, EVERY);
    open.add(client);
    PeerEcho.Asking lasting = new PeerEcho.Asking(channel(client));
    assertEquals(CLIENT, lasting.ask());
    AtomicBoolean going = new AtomicBoolean(true);
    AtomicInteger calls = new AtomicInteger();
    List<String> answers = new ArrayList<>();
    Thread load =
        Thread.ofVirtual()
            .start(() -> {
              while (going.get()) {
                String answer = ask(client);
                calls.incrementAndGet();
                if (!answer.equals(CLIENT) && !answer.equals(RENEWED)) {
                  answers.add(answer);
                }
              }
            });

    old.issue(SERVER).write(folder.resolve("server"), old, next);
    old.issue(CLIENT).write(folder.resolve("client"), old, next);
    next.issue(PROBE).write(folder.resolve("new-for-both"), old, next);
    await(calls, () -> probe("new-for-both").equals(PROBE));

    next.issue(SERVER).write(folder.resolve("server"), old, next);
    old.issue(PROBE).write(folder.resolve("old-for-new"), next);
    await(calls, () -> probe("old-for-new").equals(PROBE));

    next.issue(RENEWED).write(folder.resolve("client"), old, next);
    await(calls, () -> ask(client).equals(RENEWED));

    next.issue(SERVER).write(folder.resolve("server"), next);
    next.issue(RENEWED).write(folder.resolve("client"), next);
    await(calls, () -> probe("old-for-new").equals("UNAVAILABLE"));

    going.set(false);
    load.join();
    assertEquals(List.of(), answers);
    assertEquals(CLIENT, lasting.ask(), "the stream of before goes on");
  }

  private static void await(AtomicInteger calls, BooleanSupplier inForce) {
    Await.until(inForce);
    int before = calls.get();
    Await.until(() -> calls.get() > before + SOME);
  }

  private String probe(String name) {
    try (MutualTls tls = MutualTls.open(files(name), peer -> true, Duration.ofHours(1))) {
      return ask(tls);
    }
  }

  /** Asks on a new connection. */
  private String ask(MutualTls tls) {
    ManagedChannel channel = tls.channelBuilder(address).build();
    try {
      return new PeerEcho.Asking(channel).ask();
    } finally {
      channel.shutdownNow();
    }
  }

  private ManagedChannel channel(MutualTls tls) {
    ManagedChannel channel = tls.channelBuilder(address).build();
    open.add(channel::shutdownNow);
    return channel;
  }

  private TlsConfig files(String name) {
    Path of = folder.resolve(name);
    return new TlsConfig(of.resolve("tls.crt"), of.resolve("tls.key"), of.resolve("ca.crt"));
  }
}
