package dev.sluice.e2e.demo;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.RecordedRequest;
import java.util.Optional;

/** The tour steps for authorization: an allowed chat, rejected tokens, a path without a route. */
final class AuthorizationSteps {
  static final String CHAT = "/v1/chat/completions";
  static final String PING = prompt("ping");

  private AuthorizationSteps() {}

  static TourStep allowedChat(TourContext guide) {
    return new TourStep(
        "a chat with a good token reaches the model",
        guide.curl("", CHAT, "viewer", PING),
        () -> {
          GatewayResponse answer = guide.countedClient("viewer").post(CHAT, PING);
          Optional<RecordedRequest> seen = guide.stack().chat().lastRequest();
          String user = seen.flatMap(s -> s.header("x-user-id")).orElse("nobody");
          boolean hidden = seen.flatMap(s -> s.header("authorization")).isEmpty();
          return TourStepOutcome.of(
              answer.status() == 200 && user.equals("user-viewer") && hidden,
              answer.status() + " " + answer.body(),
              "the model saw the user " + user + (hidden ? " and no token" : " and the token"));
        });
  }

  static TourStep missingToken(TourContext guide) {
    return refused(
        "without a token it is refused", guide.curl(" -i", CHAT, "", PING), guide::countedClient);
  }

  static TourStep expiredToken(TourContext guide) {
    return refused(
        "an expired token is refused",
        guide.curl(" -i", CHAT, "expired", PING),
        () -> guide.countedClient("expired"));
  }

  static TourStep forgedToken(TourContext guide) {
    return refused(
        "a token signed with another key is refused",
        guide.curl(" -i", CHAT, "forged", PING),
        () -> guide.countedClient("forged"));
  }

  static TourStep unknownPath(TourContext guide) {
    return new TourStep(
        "a path that no route knows is not found",
        guide.curl(" -i", "/v1/other", "viewer", ""),
        () -> outcomeOf(guide.countedClient("viewer").get("/v1/other"), 404, "NOT_FOUND"));
  }

  static TourStep auraStream(TourContext guide) {
    String path = "/api/aura/test/stream";
    String body = "{\"instruction\":\"plan\"}";
    return new TourStep(
        "an event stream of Aura comes through the API gateway, its events numbered",
        guide.curl("N -H 'X-Tenant-ID: tenant-1'", StackPort.API_GATEWAY, path, "viewer", body),
        () -> {
          GatewayResponse answer =
              guide
                  .countedApiClient("viewer")
                  .withHeader("X-Tenant-ID", "tenant-1")
                  .post(path, body);
          Optional<RecordedRequest> seen = guide.stack().upstream(StackPort.AURA).lastRequest();
          String reached = seen.map(RecordedRequest::path).orElse("-");
          String source = seen.flatMap(s -> s.header("x-dwp-source")).orElse("-");
          return TourStepOutcome.of(
              answer.status() == 200
                  && answer.body().contains("id: 1")
                  && reached.equals("/aura/test/stream"),
              answer.status() + " " + answer.body().strip().replace("\n", " | "),
              "Aura saw " + reached + " from " + source);
        });
  }

  static String prompt(String text) {
    return "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  static String streamedPrompt(String text) {
    return "{\"model\":\"demo\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
        + "\"messages\":[{\"role\":\"user\",\"content\":\""
        + text
        + "\"}]}";
  }

  static TourStepOutcome outcomeOf(GatewayResponse answer, int status, String code) {
    boolean right =
        answer.status() == status
            && answer.errorCode().equals(code)
            && answer.header("x-correlation-id").isPresent();
    return TourStepOutcome.of(right, answer.status() + " " + answer.body());
  }

  private static TourStep refused(
      String title, String command, java.util.function.Supplier<GatewayClient> caller) {
    return new TourStep(
        title, command, () -> outcomeOf(caller.get().post(CHAT, PING), 401, "AUTH_INVALID_TOKEN"));
  }
}
