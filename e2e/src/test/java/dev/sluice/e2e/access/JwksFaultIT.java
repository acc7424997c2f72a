package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stub.FaultyTokenIssuer;
import dev.sluice.e2e.stub.FaultyTokenIssuer.JwksFault;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of issuers whose keys are unavailable, change, or are requested very often. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class JwksFaultIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long FLOOD_NANOS = Duration.ofSeconds(Sweep.of(2, 5)).toNanos();
  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int CALLERS = 16;
  private static final String REFUSED = "401 AUTH_INVALID_TOKEN";
  private static final String UNKNOWN = "401 AUTH_UNKNOWN_KID";

  /** The outcome of a check that exceeds its deadline of a second, which a busy machine causes. */
  private static final String LATE = "503 AUTHZ_UNAVAILABLE";

  private static final String BY_URL = "jwks-url: '{jwks}'";
  private static final String SHORT = "jwks-cache-ttl: 2s\njwks-refresh: 1s\n";
  private static final Set<String> TROUBLED =
      Set.of("down", "error", "slow", "empty", "huge", "redirect");

  private final FaultyIssuerStack drill;
  private final FaultyTokenIssuer main;
  private final FaultyTokenIssuer other;

  JwksFaultIT(TestEnvironment sluice) {
    drill = new FaultyIssuerStack(sluice, "drill");
    main = drill.issuer("default");
    other = drill.addIssuer("other", BY_URL);
    drill.addIssuer("down", BY_URL).close();
    drill.addIssuer("error", BY_URL).withFault(JwksFault.ERROR);
    drill.addIssuer("slow", BY_URL).withFault(JwksFault.SLOW);
    drill.addIssuer("empty", BY_URL).withFault(JwksFault.EMPTY);
    drill.addIssuer("huge", BY_URL).withFault(JwksFault.HUGE);
    drill.addIssuer("redirect", BY_URL).redirectTo(other.jwks());
    drill.addIssuer(
        "partners",
        "oidc-discovery: true, types: [at+jwt], max-lifetime: 1h, required-claims: [acr],"
            + " claims: {user: [oid], tenant: [org]}");
  }

  @BeforeAll
  void start() {
    drill.restart("").server().awaitReady();
    await("default", main.token(), "200");
    await("other", other.token(), "200");
  }

  @AfterAll
  void leave() {
    drill.close();
  }

  @Test
  @Order(1)
  void fault_onlyTokensOfIssuerAreDenied() {
    for (String name : TROUBLED) {
      await(name, drill.issuer(name).token(), REFUSED);
      ConditionWait.awaitTrue(
          "the keys of " + name + " are said to be missing",
          LIMIT,
          () -> drill.jwksStatus(name).contains("no usable keys"));
      assertEquals("200", drill.errorCode("other", other.token()));
    }
    GatewayResponse ready = drill.readiness();
    assertEquals(200, ready.status(), ready.body());
    assertTrue(drill.jwksStatus("other").contains("fetched"), ready.body());
    assertTrue(drill.metric("jwks_age_seconds", "issuer=\"other\"") >= 0);
    System.out.println("troubled issuers: " + ready.body());
  }

  @Test
  @Order(2)
  void fault_repaired_tokensAreAccepted() {
    FaultyTokenIssuer healed = drill.issuer("error").withFault(JwksFault.NONE);
    await("error", healed.token(), "200");
  }

  @Test
  @Order(3)
  @Tag("C-07")
  @DisplayName("C-07 keys are fetched once for many calls, and again for a key that is new")
  void c07_rotation() {
    String old = main.token();
    for (int i = 0; i < 100; i++) {
      assertEquals("200", drill.errorCode("default", main.token()));
    }
    assertTrue(main.jwksRequestTimes().size() <= 2, main.jwksRequestTimes().size() + " fetches");
    main.rotateKey();
    assertEquals("200", drill.errorCode("default", main.token()));
    assertEquals(UNKNOWN, drill.errorCode("default", old));
    assertTrue(main.jwksRequestTimes().size() <= 3, main.jwksRequestTimes().size() + " fetches");
  }

  @Test
  @Order(4)
  void unknownKeys_manyCallers_oneFetch() {
    int before = other.jwksRequestTimes().size();
    Map<String, LongAdder> ends = new ConcurrentHashMap<>();
    Map<String, LongAdder> goodEnds = new ConcurrentHashMap<>();
    AtomicLong number = new AtomicLong();
    String token = other.token();
    String good = main.token();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        threads.execute(() -> {
          while (System.nanoTime() - start < FLOOD_NANOS) {
            String unknown = FaultyTokenIssuer.withUnknownKey(token, number.getAndIncrement());
            count(ends, drill.errorCode("other", unknown));
          }
        });
      }
      while (System.nanoTime() - start < FLOOD_NANOS) {
        count(goodEnds, drill.errorCode("default", good));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Long> fetches = other.jwksRequestTimes().subList(before, other.jwksRequestTimes().size());
    System.out.printf(
        "unknown keys: %.0f/s, %s, %d fetches%n",
        number.get() / seconds, new TreeMap<>(ends), fetches.size());
    assertEnds(UNKNOWN, ends);
    assertEnds("200", goodEnds);
    assertEquals("200", drill.errorCode("other", token));
    assertTrue(most(fetches) <= 1, fetches + " in " + seconds + " s");
  }

  private static void count(Map<String, LongAdder> ends, String end) {
    ends.computeIfAbsent(end, _ -> new LongAdder()).increment();
  }

  /** Checks that all calls ended in one way, except for at most one of a hundred that was late. */
  private static void assertEnds(String expected, Map<String, LongAdder> ends) {
    long all = ends.values().stream().mapToLong(LongAdder::sum).sum();
    long late = ends.getOrDefault(LATE, new LongAdder()).sum();
    assertTrue(late <= 1 + all / 100, ends::toString);
    Set<String> others = new TreeSet<>(ends.keySet());
    others.remove(LATE);
    assertEquals(Set.of(expected), others, ends::toString);
  }

  /** Returns the largest number within any ten seconds. */
  private static long most(List<Long> times) {
    long most = 0;
    for (long first : times) {
      most =
          Math.max(
              most, times.stream().filter(t -> t >= first && t - first < WINDOW_NANOS).count());
    }
    return most;
  }

  @Test
  @Order(5)
  void discovery_typesClaimsAndLife() {
    FaultyTokenIssuer partners = drill.issuer("partners");
    Map<String, String> claims = Map.of("acr", "2", "oid", "partner-7", "org", "org-7");
    Duration hour = Duration.ofHours(1);
    String good = partners.token("at+jwt", hour, claims);
    await("partners", good, "200");
    GatewayResponse answer = drill.call("partners", good);
    assertEquals("partner-7", answer.json().path("headers").path("x-user-id").asString());
    assertEquals("org-7", answer.json().path("headers").path("x-tenant-id").asString());
    assertEquals(REFUSED, drill.errorCode("partners", partners.token("JWT", hour, claims)));
    assertEquals(
        REFUSED,
        drill.errorCode("partners", partners.token("at+jwt", hour.plusSeconds(1), claims)));
    assertEquals(
        REFUSED,
        drill.errorCode("partners", partners.token("at+jwt", hour, with(claims, "acr", ""))));
    assertEquals(
        "403 AUTH_MISSING_CLAIMS",
        drill.errorCode("partners", partners.token("at+jwt", hour, with(claims, "oid", ""))));
    assertEquals(REFUSED, drill.errorCode("other", good));
  }

  @Test
  @Order(6)
  @Tag("C-08")
  @Tag("C-86")
  @DisplayName("C-08 keys that are too old refuse, and the server is not ready")
  void c08_failClosed() {
    drill.restart(SHORT).server().awaitReady();
    String token = main.token();
    await("default", token, "200");
    main.close();
    await("default", token, REFUSED);
    ConditionWait.awaitTrue("not ready", LIMIT, () -> drill.readiness().status() == 503);
    assertTrue(drill.jwksStatus("default").contains("no usable keys"), drill.jwksStatus("default"));
    main.start();
    await("default", token, "200");
    ConditionWait.awaitTrue("ready", LIMIT, () -> drill.readiness().status() == 200);
  }

  @Test
  @Order(7)
  @Tag("C-08")
  @DisplayName("C-08 keys that are too old serve where that was chosen, and none never do")
  void c08_failOpen() {
    drill.restart(SHORT + "jwks-fail-open: true\n").server().awaitReady();
    String token = main.token();
    await("default", token, "200");
    main.close();
    ConditionWait.awaitTrue(
        "keys serve beyond their time",
        LIMIT,
        () -> drill.metric("jwks_fail_open", "issuer=\"default\"") == 1);
    assertEquals("200", drill.errorCode("default", token));
    assertEquals("200", drill.errorCode("default", main.token()));
    assertEquals(UNKNOWN, drill.errorCode("default", FaultyTokenIssuer.withUnknownKey(token, 1)));
    drill.server().kill();
    drill.server().start();
    await("default", token, REFUSED);
    main.start();
    await("default", token, "200");
  }

  private static Map<String, String> with(Map<String, String> claims, String name, String value) {
    return TestEnvironment.withEntry(claims, name, value);
  }

  private void await(String issuer, String token, String end) {
    List<String> last = new ArrayList<>(List.of(""));
    boolean holds =
        ConditionWait.becomesTrue(
            LIMIT,
            () -> {
              last.set(0, saidOrBroken(issuer, token));
              return last.getFirst().equals(end);
            });
    assertTrue(holds, () -> issuer + " ended with " + last + " and not with " + end);
  }

  /** Returns the outcome, or an error, because a new listener may not be ready yet. */
  private String saidOrBroken(String issuer, String token) {
    try {
      return drill.errorCode(issuer, token);
    } catch (UncheckedIOException e) {
      return e.toString();
    }
  }
}
