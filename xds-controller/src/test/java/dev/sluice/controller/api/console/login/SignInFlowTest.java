package dev.sluice.controller.api.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.controller.api.access.ApiIssuers;
import dev.sluice.controller.api.access.ApiIssuers.ApiIssuer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A test of the sign-in against an issuer that answers wrongly in each way. */
final class SignInFlowTest {
  private static final TestIssuer KEYS = TestIssuer.create(TokenAlgorithm.ES256, "test");
  private static final TestIssuer OTHER_KEYS = TestIssuer.create(TokenAlgorithm.ES256, "test");
  private static final String CLIENT = "console";
  private static final String AUDIENCE = "sluice";

  private final Map<String, Object> identity = new ConcurrentHashMap<>();
  private final Map<String, Object> access = new ConcurrentHashMap<>();
  private final Map<String, Object> metadata = new ConcurrentHashMap<>();
  private TestIssuer identityKeys = KEYS;
  private HttpServer server;
  private ApiIssuers issuers;
  private SessionStore sessions;
  private SignInFlow flow;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    issuers =
        new ApiIssuers(
            List.of(
                new ApiIssuer(
                    issuer, Set.of(AUDIENCE), new JwksSource.Inline(TestIssuer.jwks(KEYS)))),
            Clock.systemUTC());
    sessions = new SessionStore(Clock.systemUTC());
    flow =
        new SignInFlow(
            new SignInSettings(
                issuer,
                CLIENT,
                Optional.empty(),
                URI.create("https://sluice.example.com/console/callback"),
                "openid",
                Duration.ofHours(8),
                true),
            issuers,
            sessions,
            Clock.systemUTC());
    long now = Instant.now().getEpochSecond();
    metadata.putAll(
        Map.of(
            "issuer", issuer,
            "authorization_endpoint", issuer + "/authorize",
            "token_endpoint", issuer + "/token"));
    Map<String, Object> common = Map.of("iss", issuer, "sub", "ada", "iat", now, "exp", now + 60);
    identity.putAll(common);
    identity.put("aud", CLIENT);
    access.putAll(common);
    access.put("aud", AUDIENCE);
  }

  @AfterEach
  void stop() {
    flow.close();
    issuers.close();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, ?> answer =
        exchange.getRequestURI().getPath().equals("/token")
            ? Map.of(
                "access_token", KEYS.token(new HashMap<>(access)),
                "id_token", identityKeys.token(new HashMap<>(identity)))
            : metadata;
    byte[] body = JsonMapper.shared().writeValueAsBytes(answer);
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static String parameter(URI address, String name) {
    return address.getQuery().replaceAll("(^|.*&)" + name + "=([^&]*).*", "$2");
  }

  /** Signs in; the id token has the nonce unless the test sets another one. */
  private SignInFlow.CompletedSignIn signIn() throws SignInFailedException {
    SignInFlow.BegunSignIn begun = flow.begin("/console/audit");
    identity.putIfAbsent("nonce", parameter(begun.address(), "nonce"));
    return flow.complete(
        begun.id().text(), Map.of("code", "c", "state", parameter(begun.address(), "state")));
  }

  private void failsWith(String reason) {
    SignInFailedException e = assertThrows(SignInFailedException.class, this::signIn);
    assertTrue(e.reason().contains(reason), e::reason);
  }

  @Test
  void signIn_rightTokens_makeASession() throws SignInFailedException {
    identity.put("name", "Ada 김");
    SignInFlow.CompletedSignIn done = signIn();
    assertEquals("/console/audit", done.returnTo());
    ConsoleSession session = sessions.find(done.session().text()).orElseThrow();
    assertEquals("Ada 김", session.name());
    assertEquals(
        access.get("exp"), session.ends().getEpochSecond(), "the session ends with its token");
  }

  @Test
  void signIn_wrongNonce_fails() {
    identity.put("nonce", "other");
    failsWith("nonce");
  }

  @Test
  void signIn_idTokenOfOtherClient_fails() {
    identity.put("aud", "other");
    failsWith("the id token is not valid");
  }

  @Test
  void signIn_idTokenForTwoClients_fails() {
    identity.put("aud", List.of(CLIENT, "other"));
    failsWith("another client");
    identity.put("azp", "other");
    identity.remove("nonce");
    failsWith("another client");
  }

  @Test
  void signIn_idTokenOfOtherKey_fails() {
    identityKeys = OTHER_KEYS;
    failsWith("the id token is not valid");
  }

  @Test
  void signIn_accessTokenForOtherApi_fails() {
    access.put("aud", "other");
    failsWith("api.audiences");
  }

  @Test
  void signIn_tokensOfTwoSubjects_fails() {
    access.put("sub", "eve");
    failsWith("two subjects");
  }

  @Test
  void signIn_metadataOfOtherIssuer_fails() {
    metadata.put("issuer", "https://other.example");
    failsWith("the metadata is of another issuer");
  }

  @Test
  void signIn_unusableEndpoint_fails() {
    metadata.put("token_endpoint", "ftp://login.example.com/token");
    failsWith("token_endpoint");
  }

  @Test
  void signIn_answerOfOtherIssuer_fails() throws SignInFailedException {
    SignInFlow.BegunSignIn begun = flow.begin("/console/audit");
    Map<String, String> answer =
        Map.of("code", "c", "state", parameter(begun.address(), "state"), "iss", "https://other");
    SignInFailedException e =
        assertThrows(SignInFailedException.class, () -> flow.complete(begun.id().text(), answer));
    assertTrue(e.reason().contains("another issuer"), e::reason);
  }

  @Test
  void begin_eachTime_hasOwnSecrets() throws SignInFailedException {
    URI first = flow.begin("/console/fleet").address();
    URI second = flow.begin("/console/fleet").address();
    for (String name : List.of("state", "nonce", "code_challenge")) {
      assertEquals(43, parameter(first, name).length(), name);
      assertTrue(!parameter(first, name).equals(parameter(second, name)), name);
    }
    assertEquals("S256", parameter(first, "code_challenge_method"));
    assertEquals("openid", parameter(first, "scope"));
  }
}
