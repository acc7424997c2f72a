package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.playground.PolicyTrials;
import dev.sluice.controller.api.playground.PolicyTrials.PlacedFinding;
import dev.sluice.controller.api.playground.PolicyTrials.TrialOutcome;
import dev.sluice.controller.api.playground.PolicyTrials.TrialReport;
import dev.sluice.controller.api.playground.PolicyTrials.TriedText;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test of the playground over REST and on its page, with a server that repeats the text. */
final class PlaygroundIT {
  private static final String REST = "/v1/operator/playground";
  private static final String PAGE = "/console/playground";
  private static final String HOSTILE =
      "\n</textarea></pre><script>alert(1)</script> 한국어 & 010-1234";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @RegisterExtension final NoWarnings log = new NoWarnings();
  @TempDir Path folder;
  private final List<TriedText> tried = new ArrayList<>();
  private final AtomicReference<TrialOutcome> refusal = new AtomicReference<>();
  private ConsoleSignIn issuer;
  private ApiTestServer server;
  private ApiClient root;

  @BeforeEach
  void start() throws IOException {
    issuer = new ConsoleSignIn();
    server = started(Optional.of(this::run));
    var _ = server.tenant("acme", "provider");
    root = server.user("root", "system-admin", "system", "");
  }

  private ApiTestServer started(Optional<PolicyTrials> trials) throws IOException {
    return ApiTestServer.withConsole(postgres, folder, issuer.issuer(), issuer.config(), trials);
  }

  @AfterEach
  void stop() {
    server.close();
    issuer.close();
  }

  private TrialOutcome run(TriedText text) {
    tried.add(text);
    TrialOutcome refused = refusal.get();
    return refused != null
        ? refused
        : new TrialOutcome.Tried(
            new TrialReport(
                "127.0.0.1:9002",
                "dlp@1#aa",
                "pass",
                "",
                "",
                List.of(new PlacedFinding("phone", "phone_kr", "mask", "$.a", 3, 8)),
                text.text(),
                12,
                true,
                OptionalInt.empty()));
  }

  private static String body(String text, Map<String, String> more) {
    Map<String, String> members = new LinkedHashMap<>(more);
    members.put("text", text);
    return JsonMapper.shared().writeValueAsString(members);
  }

  @Test
  void run_koreanText_isTried() {
    JsonNode result =
        root.post(REST, body("한국어", Map.of("form", "stream", "direction", "response")))
            .expect(200)
            .json();
    assertEquals("한국어", result.path("output").asString());
    assertEquals("phone", result.path("findings").path(0).path("rule").asString());
    assertTrue(result.path("differing_cut").isNull());
    assertEquals(new TriedText("한국어", "stream", "response", "live", "", "", ""), tried.getFirst());
    assertTrue(root.get(REST).expect(200).json().path("enabled").asBoolean());
  }

  @Test
  void run_wrongInput_isRefused() {
    root.post(REST, body("x", Map.of("form", "xml"))).expect(422);
    root.post(REST, body("x", Map.of("unknown", "1"))).expect(422);
    root.post(REST, "{}").expect(422);
    root.post(REST, "[]").expect(400);
    root.post(REST + "?dryRun=true", body("x", Map.of())).expect(400);
    root.post(REST, body("가".repeat(21_846), Map.of())).expect(413);
    assertEquals(List.of(), tried);
    root.post(REST, body("가".repeat(21_845), Map.of())).expect(200);
  }

  @Test
  void run_ofOtherRoles_isForbidden() {
    server.user("aud", "auditor", "system", "").post(REST, body("x", Map.of())).expect(403);
    server.user("ada", "org-admin", "org", "acme").post(REST, body("x", Map.of())).expect(403);
  }

  @Test
  void run_serverRefuses_isProblem() {
    refusal.set(new TrialOutcome.Busy());
    ApiClient.Answer busy = root.post(REST, body("x", Map.of())).expect(429);
    assertEquals("5", busy.header("retry-after"));
    refusal.set(new TrialOutcome.NotLoaded());
    root.post(REST, body("x", Map.of())).expect(409);
    refusal.set(new TrialOutcome.Away("The server a:1 cannot be reached."));
    ApiClient.Answer away = root.post(REST, body("x", Map.of())).expect(503);
    assertEquals("The server a:1 cannot be reached.", away.json().path("detail").asString());
  }

  @Test
  void run_text_isStoredNowhere() {
    String canary = "canary-77b1";
    var headers = Map.of("Idempotency-Key", "k-1");
    root.send("POST", REST, body(canary, Map.of()), headers).expect(200);
    for (String table : List.of("change_events", "api_idempotency", "audit_events")) {
      assertEquals(
          List.of(),
          postgres.query("select r::text from " + table + " r where r::text like '%canary%'"),
          table);
    }
  }

  private HttpResponse<String> send(String cookie, String form, String... headers) {
    return ConsoleSignIn.post(server, PAGE, cookie, form, headers);
  }

  private String signedIn() {
    postgres.execute("update users set issuer = '%s'".formatted(issuer.issuer()));
    return issuer.cookie(server, "root");
  }

  private String csrf(String cookie) {
    return ConsoleSignIn.get(server, PAGE, cookie)
        .body()
        .replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
  }

  private static String encoded(Map<String, String> fields) {
    return ConsoleSignIn.form(fields);
  }

  @Test
  void page_hostileText_isEscapedAndTried() {
    String cookie = signedIn();
    String form =
        encoded(
            Map.of(
                "csrf", csrf(cookie),
                "text", HOSTILE.replace("\n", "\r\n"),
                "form", "text",
                "direction", "request",
                "policy", "live",
                "environment", "prod"));
    HttpResponse<String> page = send(cookie, form, "Origin", "https://sluice.example.com");
    assertEquals(200, page.statusCode(), page.body());
    assertEquals(HOSTILE, tried.getFirst().text());
    assertEquals("prod", tried.getFirst().environment());
    assertFalse(page.body().contains("<script>alert"), page.body());
    assertTrue(page.body().contains("&lt;/textarea&gt;"), page.body());
    assertTrue(page.body().contains("The same result in 12 inspections in parts"), page.body());
    assertTrue(page.body().contains("phone_kr"), page.body());
    assertTrue(page.body().contains("dlp@1#aa"), page.body());
    assertEquals("no-store", page.headers().firstValue("cache-control").orElse(""));
  }

  @Test
  void page_longestText_isTried() {
    String cookie = signedIn();
    String text = "가\n".repeat(16_384);
    String form = encoded(Map.of("csrf", csrf(cookie), "text", text.replace("\n", "\r\n")));
    HttpResponse<String> page = send(cookie, form, "Sec-Fetch-Site", "same-origin");
    assertEquals(200, page.statusCode(), page.body());
    assertEquals(text, tried.getFirst().text());
    String longer = encoded(Map.of("csrf", csrf(cookie), "text", text + "a"));
    assertTrue(
        send(cookie, longer, "Sec-Fetch-Site", "same-origin").body().contains("more than 65536"));
    assertEquals(1, tried.size());
    String wrong = encoded(Map.of("csrf", csrf(cookie), "text", "x", "form", "xml"));
    assertTrue(send(cookie, wrong, "Sec-Fetch-Site", "same-origin").body().contains("/form: "));
    String huge = encoded(Map.of("csrf", csrf(cookie), "text", "가".repeat(50_000)));
    assertEquals(413, send(cookie, huge, "Sec-Fetch-Site", "same-origin").statusCode());
  }

  @Test
  void page_foreignForm_isRefused() {
    String cookie = signedIn();
    String csrf = csrf(cookie);
    String form = encoded(Map.of("csrf", csrf, "text", "x"));
    assertEquals(403, send(cookie, form, "Sec-Fetch-Site", "cross-site").statusCode());
    assertEquals(403, send(cookie, form, "Origin", "https://evil.example").statusCode());
    String wrong = encoded(Map.of("csrf", "x", "text", "x"));
    assertEquals(403, send(cookie, wrong, "Sec-Fetch-Site", "same-origin").statusCode());
    assertEquals(303, send("", form, "Sec-Fetch-Site", "same-origin").statusCode());
    assertEquals(List.of(), tried);
  }

  @Test
  void page_serverAway_keepsText() {
    String cookie = signedIn();
    refusal.set(new TrialOutcome.Away("The server a:1 cannot be reached."));
    String form = encoded(Map.of("csrf", csrf(cookie), "text", "내 텍스트"));
    String page = send(cookie, form, "Sec-Fetch-Site", "same-origin").body();
    assertTrue(page.contains("The server a:1 cannot be reached."), page);
    assertTrue(page.contains("내 텍스트</textarea>"), page);
  }

  @Test
  void page_withoutServers_saysHowToSwitchOn() throws IOException {
    server.close();
    server = started(Optional.empty());
    root = server.as("root");
    root.post(REST, body("x", Map.of())).expect(409);
    assertFalse(root.get(REST).expect(200).json().path("enabled").asBoolean());
    String page = ConsoleSignIn.get(server, PAGE, signedIn()).body();
    assertTrue(page.contains("api.playground.servers"), page);
    assertFalse(page.contains("<textarea"), page);
  }
}
