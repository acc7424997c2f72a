package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ConsoleClient.encoded;
import static dev.sluice.e2e.api.ConsoleClient.location;
import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of the console with a real controller, an issuer and a browser without scripts. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ConsoleIT {
  private static final String SESSION = "__Host-sluice-session";
  private static final String SIGN_IN = "__Host-sluice-sign-in";
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> PAGES =
      List.of(
          "fleet",
          "publishes",
          "revisions",
          "routes",
          "live",
          "audit",
          "changes",
          "usage",
          "budgets",
          "policies");

  private final TestEnvironment sluice;
  private final ConsoleWorld world;

  ConsoleIT(TestEnvironment sluice, @TempDir Path folder) {
    this.sluice = sluice;
    this.world = ConsoleWorld.start(sluice, "console", folder, Map.of());
  }

  @BeforeAll
  void publish_isServed() {
    GatewayClient caller = sluice.atHost(world.listener(), world.product().host());
    awaitStatusAt(caller, "/console/x", 200);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private ConsoleClient signedIn(String subject) {
    ConsoleClient browser = world.browser();
    assertEquals(200, browser.signIn(subject).statusCode());
    return browser;
  }

  private static HttpResponse<String> shown(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return answer;
  }

  @Test
  void signIn_byIssuer_setsStrictCookie() {
    ConsoleClient browser = world.browser();
    HttpResponse<String> wanted = browser.get("/console/audit?tenant=console");
    assertEquals(303, wanted.statusCode());
    URI login = location(wanted);
    assertEquals("/console/login", login.getPath());
    URI issuer = location(browser.get(login.toString()));
    assertTrue(issuer.getQuery().contains("code_challenge_method=S256"), issuer::toString);
    HttpResponse<String> done =
        shown(browser.answer(ConsoleClient.authorized(issuer, world.ada())));
    String cookie =
        done.headers().allValues("set-cookie").stream()
            .filter(value -> value.startsWith(SESSION))
            .findFirst()
            .orElseThrow();
    assertTrue(cookie.endsWith("; Path=/; Secure; HttpOnly; SameSite=Strict"), cookie);
    assertTrue(
        done.body().contains("content=\"0; url=/console/audit?tenant=console\""), done.body());
    assertEquals("", browser.cookie(SIGN_IN));
  }

  @Test
  void pages_ofTenant_areShownInFrame() {
    ConsoleClient browser = signedIn(world.ada());
    for (String page : PAGES) {
      HttpResponse<String> answer = shown(browser.get("/console/" + page + "?tenant=console"));
      assertTrue(answer.body().contains("<h1>"), page);
      assertTrue(answer.body().contains("aria-current=\"page\""), page);
      assertTrue(answer.body().contains("User console-ada"), page);
      String policy = answer.headers().firstValue("content-security-policy").orElse("");
      assertTrue(policy.startsWith("default-src 'none'"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    }
  }

  @Test
  void fleet_nodes_haveTheirVersions() {
    ConsoleClient browser = signedIn("root");
    String fleet = shown(browser.get("/console/fleet")).body();
    assertTrue(fleet.contains("in force"), fleet);
    String node = fleet.replaceAll("(?s).*href=\"(/console/nodes/[^\"]+)\".*", "$1");
    String page = shown(browser.get(node)).body();
    assertTrue(page.contains("Desired and accepted versions"), page);
  }

  @Test
  void publish_inForce_showsProofPerNode() {
    ConsoleClient browser = signedIn(world.ada());
    String list = shown(browser.get("/console/publishes?tenant=console")).body();
    assertTrue(list.contains(world.product().host()), list);
    String page = "/console/publishes/" + world.product().publish() + "?tenant=" + world.tenant();
    ConditionWait.awaitTrue(
        "the page shows that the publish is applied",
        LIMIT,
        () -> browser.get(page).body().contains("<span class=\"good\">applied</span>"));
    String proof = browser.get(page).body();
    String revision = proof.replaceAll("(?s).*href=\"(/console/revisions/[0-9]+)[?].*", "$1");
    String diff = shown(browser.get(revision + "?tenant=console")).body();
    assertTrue(diff.contains("Compared with"), diff);
  }

  @Test
  void routes_ofHostileService_areEscaped() {
    ConsoleClient browser = signedIn(world.ada());
    String page = shown(browser.get("/console/routes?tenant=console")).body();
    assertFalse(page.contains("<script>alert"), page);
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), page);
    assertTrue(page.contains("주문 서비스"), page);
    String service = "/console/routes/" + world.product().service() + "?tenant=console";
    assertTrue(shown(browser.get(service)).body().contains("/console"), service);
  }

  @Test
  void audit_ofRequest_isFoundById() {
    String id = TestEnvironment.uniqueId("console");
    GatewayClient caller =
        sluice.atHost(world.listener(), world.product().host()).withHeader("X-Correlation-Id", id);
    assertEquals(200, caller.get("/console/x").status());
    ConsoleClient browser = signedIn("root");
    ConditionWait.awaitTrue(
        "the audit page shows the request",
        LIMIT,
        () ->
            browser
                .get("/console/audit?status=200&from=&correlation_id=" + id)
                .body()
                .contains("<span class=\"plain\">" + id + "</span>"));
  }

  @Test
  void live_newRequest_isSent() throws ExecutionException, InterruptedException, TimeoutException {
    ConsoleClient browser = signedIn("root");
    CompletableFuture<String> event =
        CompletableFuture.supplyAsync(() -> browser.line("/console/live/events", "data: "));
    GatewayClient caller = sluice.atHost(world.listener(), world.product().host());
    ConditionWait.awaitTrue(
        "an event arrives",
        LIMIT,
        () -> {
          assertEquals(200, caller.get("/console/x").status());
          return event.isDone();
        });
    assertTrue(event.get(1, TimeUnit.MINUTES).contains("\"endpoint\""));
  }

  @Test
  void page_ofForeignTenant_isRefused() {
    ConsoleClient browser = signedIn(world.eve());
    for (String page : List.of("fleet", "publishes", "routes", "audit", "usage")) {
      HttpResponse<String> answer = browser.get("/console/" + page + "?tenant=console");
      assertEquals(403, answer.statusCode(), answer.body());
      assertFalse(answer.body().contains(world.product().host()), page);
    }
    String publish = "/console/publishes/" + world.product().publish();
    assertEquals(404, browser.get(publish + "?tenant=console-other").statusCode());
    assertEquals(403, browser.get("/console/fleet").statusCode());
  }

  @Test
  void session_afterItsToken_isEnded() {
    sluice.stack().issuer().signInLife(Duration.ofSeconds(3));
    ConsoleClient browser;
    try {
      browser = signedIn(world.ada());
    } finally {
      sluice.stack().issuer().signInLife(Duration.ofHours(1));
    }
    String page = "/console/routes?tenant=console";
    ConditionWait.awaitTrue(
        "the session ends with its token", LIMIT, () -> browser.get(page).statusCode() == 303);
    assertEquals("/console/login", location(browser.get(page)).getPath());
    assertEquals(303, browser.get("/console/live/events").statusCode());
  }

  @Test
  void session_unknownCookie_isNoSession() {
    ConsoleClient browser = world.browser();
    assertEquals(303, browser.get("/console/fleet").statusCode());
    assertEquals(404, browser.get("/console/unknown").statusCode());
    assertEquals(200, browser.get("/console/assets/console.css").statusCode());
    assertEquals(404, browser.get("/console/assets/..%2fapi%2fopenapi.yaml").statusCode());
  }

  @Test
  void callback_forgedState_isRefused() {
    ConsoleClient browser = world.browser();
    URI issuer = location(browser.get("/console/login"));
    URI answer = ConsoleClient.authorized(issuer, world.ada());
    String forged = answer.getRawQuery().replaceAll("state=[^&]+", "state=forged");
    HttpResponse<String> refused = browser.get("/console/callback?" + forged);
    assertEquals(403, refused.statusCode());
    assertTrue(refused.body().contains("the state of the answer is wrong"), refused.body());
    assertEquals("", browser.cookie(SESSION));
    assertEquals(403, browser.answer(answer).statusCode());
  }

  @Test
  void callback_inAnotherBrowser_isRefused() {
    URI issuer = location(world.browser().get("/console/login"));
    URI answer = ConsoleClient.authorized(issuer, world.ada());
    ConsoleClient other = world.browser();
    HttpResponse<String> refused = other.answer(answer);
    assertEquals(403, refused.statusCode());
    assertEquals("", other.cookie(SESSION));
    String hostile = other.get("/console/callback?state=x&error=%3Cscript%3E").body();
    assertFalse(hostile.contains("<script>"), hostile);
  }

  @Test
  void callback_ofForeignCode_isRefused() {
    ConsoleClient attacker = world.browser();
    URI own = ConsoleClient.authorized(location(attacker.get("/console/login")), world.eve());
    ConsoleClient victim = world.browser();
    URI begun = location(victim.get("/console/login"));
    String state = begun.getRawQuery().replaceAll(".*[?&]?state=([^&]+).*", "$1");
    String mixed = own.getRawQuery().replaceAll("state=[^&]+", "state=" + state);
    HttpResponse<String> refused = victim.get("/console/callback?" + mixed);
    assertEquals(403, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("did not exchange the code"), refused.body());
  }

  @Test
  void login_foreignReturn_staysInConsole() {
    ConsoleClient browser = world.browser();
    for (String page : List.of("https://evil.example", "//evil.example", "/console/../v1", "x")) {
      URI issuer = location(browser.get("/console/login?to=" + encoded(page)));
      String body = browser.answer(ConsoleClient.authorized(issuer, world.ada())).body();
      assertTrue(body.contains("url=/console/fleet"), body);
    }
  }

  @Test
  void logout_fromConsole_endsSession() {
    ConsoleClient browser = signedIn(world.ada());
    String csrf = ConsoleClient.csrf(browser.get("/console/routes?tenant=console"));
    String form = "csrf=" + csrf;
    HttpResponse<String> cross =
        browser.post("/console/logout", form, "Sec-Fetch-Site", "cross-site");
    assertEquals(403, cross.statusCode());
    assertEquals(
        403, browser.post("/console/logout", form, "Origin", "https://evil.example").statusCode());
    assertEquals(
        403, browser.post("/console/logout", "csrf=x", "Origin", browser.origin()).statusCode());
    String id = browser.cookie(SESSION);
    HttpResponse<String> done = browser.post("/console/logout", form, "Origin", browser.origin());
    assertEquals(303, done.statusCode());
    assertEquals("/console/signed-out", location(done).getPath());
    assertEquals("", browser.cookie(SESSION));
    assertFalse(id.isEmpty());
    browser.keep(SESSION, id);
    assertEquals(303, browser.get("/console/routes?tenant=console").statusCode());
  }

  @Test
  void query_hugeAndHostile_isEscaped() {
    ConsoleClient browser = signedIn("root");
    String hostile = encoded("\"><script>alert(2)</script> 한국어 ");
    for (String page : PAGES) {
      for (String name : List.of("tenant", "from", "status", "cursor", "decision", "to")) {
        String path = "/console/" + page + "?" + name + "=";
        HttpResponse<String> answer = browser.get(path + hostile);
        assertTrue(answer.statusCode() < 500, page + " " + name + answer.body());
        assertFalse(answer.body().contains("<script>alert"), page + " " + name);
        assertTrue(browser.get(path + "x".repeat(4_000)).statusCode() < 500, page + " " + name);
      }
    }
  }

  @Test
  void pages_ofSession_haveNoToken() {
    ConsoleClient browser = signedIn(world.ada());
    for (String page : PAGES) {
      String body = browser.get("/console/" + page + "?tenant=console").body();
      assertFalse(body.contains("eyJ"), page);
      assertFalse(body.contains(browser.cookie(SESSION)), page);
    }
  }
}
