package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.stub.TroubledIssuer;
import dev.sluice.e2e.stub.TroubledIssuer.Trouble;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Issuers whose keys cannot be had, change, or are asked for without end. */
@ExtendWith(SluiceExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class JwksDrillIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long FLOOD_NANOS = Duration.ofSeconds(Sweep.of(2, 5)).toNanos();
  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int CALLERS = 16;
  private static final String REFUSED = "401 AUTH_INVALID_TOKEN";
  private static final String UNKNOWN = "401 AUTH_UNKNOWN_KID";
  private static final String BY_URL = "jwks-url: '{jwks}'";
  private static final String SHORT = "jwks-cache-ttl: 2s\njwks-refresh: 1s\n";
  private static final Set<String> TROUBLED =
      Set.of("down", "error", "slow", "empty", "huge", "redirect");

  private final DrillStack drill;
  private final TroubledIssuer main;
  private final TroubledIssuer other;

  JwksDrillIT(Sluice sluice) {
    drill = new DrillStack(sluice, "drill");
    main = drill.issuer("default");
    other = drill.add("other", BY_URL);
    drill.add("down", BY_URL).close();
    drill.add("error", BY_URL).with(Trouble.ERROR);
    drill.add("slow", BY_URL).with(Trouble.SLOW);
    drill.add("empty", BY_URL).with(Trouble.EMPTY);
    drill.add("huge", BY_URL).with(Trouble.HUGE);
    drill.add("redirect", BY_URL).redirecting(other.jwks());
    drill.add(
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
  void troubled_onlyTheirOwnTokensAreRefused() {
    for (String name : TROUBLED) {
      await(name, drill.issuer(name).token(), REFUSED);
      Await.until(
          "the keys of " + name + " are said to be missing",
          LIMIT,
          () -> drill.keysOf(name).contains("no usable keys"));
      assertEquals("200", drill.said("other", other.token()));
    }
    Answer ready = drill.readiness();
    assertEquals(200, ready.status(), ready.body());
    assertTrue(drill.keysOf("other").contains("fetched"), ready.body());
    assertTrue(drill.metric("jwks_age_seconds", "issuer=\"other\"") >= 0);
    System.out.println("troubled issuers: " + ready.body());
  }

  @Test
  @Order(2)
  void troubled_isOverWithTheTrouble() {
    TroubledIssuer healed = drill.issuer("error").with(Trouble.NONE);
    await("error", healed.token(), "200");
  }

  @Test
  @Order(3)
  @DisplayName("C-07 keys are fetched once for many calls, and again for a key that is new")
  void c07_rotation() {
    String old = main.token();
    for (int i = 0; i < 100; i++) {
      assertEquals("200", drill.said("default", main.token()));
    }
    assertTrue(main.asked().size() <= 2, main.asked().size() + " fetches");
    main.rotate();
    assertEquals("200", drill.said("default", main.token()));
    assertEquals(UNKNOWN, drill.said("default", old));
    assertTrue(main.asked().size() <= 3, main.asked().size() + " fetches");
  }

  @Test
  @Order(4)
  void unknownKeys_manyCallersOneFetch() {
    int before = other.asked().size();
    Map<String, LongAdder> ends = new ConcurrentHashMap<>();
    AtomicLong number = new AtomicLong();
    String token = other.token();
    String good = main.token();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        threads.execute(() -> {
          while (System.nanoTime() - start < FLOOD_NANOS) {
            String end =
                drill.said("other", TroubledIssuer.ofUnknownKey(token, number.getAndIncrement()));
            ends.computeIfAbsent(end, e -> new LongAdder()).increment();
          }
        });
      }
      while (System.nanoTime() - start < FLOOD_NANOS) {
        assertEquals("200", drill.said("default", good));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Long> fetches = other.asked().subList(before, other.asked().size());
    System.out.printf(
        "unknown keys: %.0f/s, %s, %d fetches%n",
        number.get() / seconds, new TreeMap<>(ends), fetches.size());
    assertEquals(Set.of(UNKNOWN), ends.keySet());
    assertEquals("200", drill.said("other", token));
    assertTrue(most(fetches) <= 1, fetches + " in " + seconds + " s");
  }

  /** The most within any ten seconds. */
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
    TroubledIssuer partners = drill.issuer("partners");
    Map<String, String> claims = Map.of("acr", "2", "oid", "partner-7", "org", "org-7");
    Duration hour = Duration.ofHours(1);
    String good = partners.token("at+jwt", hour, claims);
    await("partners", good, "200");
    Answer answer = drill.call("partners", good);
    assertEquals("partner-7", answer.json().path("headers").path("x-user-id").asString());
    assertEquals("org-7", answer.json().path("headers").path("x-tenant-id").asString());
    assertEquals(REFUSED, drill.said("partners", partners.token("JWT", hour, claims)));
    assertEquals(
        REFUSED, drill.said("partners", partners.token("at+jwt", hour.plusSeconds(1), claims)));
    assertEquals(
        REFUSED, drill.said("partners", partners.token("at+jwt", hour, with(claims, "acr", ""))));
    assertEquals(
        "403 AUTH_MISSING_CLAIMS",
        drill.said("partners", partners.token("at+jwt", hour, with(claims, "oid", ""))));
    assertEquals(REFUSED, drill.said("other", good));
  }

  @Test
  @Order(6)
  @DisplayName("C-08 keys that are too old refuse, and the server is not ready")
  void c08_failClosed() {
    drill.restart(SHORT).server().awaitReady();
    String token = main.token();
    await("default", token, "200");
    main.close();
    await("default", token, REFUSED);
    Await.until("not ready", LIMIT, () -> drill.readiness().status() == 503);
    assertTrue(drill.keysOf("default").contains("no usable keys"), drill.keysOf("default"));
    main.start();
    await("default", token, "200");
    Await.until("ready", LIMIT, () -> drill.readiness().status() == 200);
  }

  @Test
  @Order(7)
  @DisplayName("C-08 keys that are too old serve where that was chosen, and none never do")
  void c08_failOpen() {
    drill.restart(SHORT + "jwks-fail-open: true\n").server().awaitReady();
    String token = main.token();
    await("default", token, "200");
    main.close();
    Await.until(
        "keys serve beyond their time",
        LIMIT,
        () -> drill.metric("jwks_fail_open", "issuer=\"default\"") == 1);
    assertEquals("200", drill.said("default", token));
    assertEquals("200", drill.said("default", main.token()));
    assertEquals(UNKNOWN, drill.said("default", TroubledIssuer.ofUnknownKey(token, 1)));
    drill.server().kill();
    drill.server().start();
    await("default", token, REFUSED);
    main.start();
    await("default", token, "200");
  }

  private static Map<String, String> with(Map<String, String> claims, String name, String value) {
    return Sluice.with(claims, name, value);
  }

  private void await(String issuer, String token, String end) {
    List<String> last = new ArrayList<>(List.of(""));
    boolean holds =
        Await.holds(
            LIMIT,
            () -> {
              last.set(0, saidOrBroken(issuer, token));
              return last.getFirst().equals(end);
            });
    assertTrue(holds, () -> issuer + " ended with " + last + " and not with " + end);
  }

  /** A listener that is new may not be there yet. */
  private String saidOrBroken(String issuer, String token) {
    try {
      return drill.said(issuer, token);
    } catch (UncheckedIOException e) {
      return e.toString();
    }
  }
}
