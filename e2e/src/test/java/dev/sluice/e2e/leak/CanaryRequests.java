package dev.sluice.e2e.leak;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** The requests with one canary each, in every part of a request and with every normal outcome. */
final class CanaryRequests {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data; boundary=b";
  private static final String TEXT = "text/plain";

  private static final List<String> HEADERS =
      List.of(
          "X-API-Key",
          "Cookie",
          "Proxy-Authorization",
          "X-Internal-Token",
          "X-User-ID",
          "X-Tenant-ID",
          "X-Agent-ID",
          "X-Forwarded-For",
          "X-Something",
          "Last-Event-ID",
          "Accept-Language",
          "Referer");

  /** The names of secret parameters; the last ones contain such a name in a value. */
  private static final List<String> SECRET_QUERIES =
      List.of("token=", "a=1&client_secret=", "api-key=", "next=/a%3Fpassword%3D");

  private static final Set<String> SECRETS = CanaryValue.searchTexts();

  private static final List<String> HARMLESS_QUERIES = List.of("q=", "a=1&b=two&c=", "");

  private static final Map<String, String> BODIES =
      new TreeMap<>(
          Map.of(
              "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"~\"}]}",
              ScriptedProduct.JSON,
              "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":"
                  + "{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\\\"~\\\"}\"}}]}]}",
              ScriptedProduct.JSON,
              "{\"messages\":[],\"meta\":{\"deep\":[{\"er\":{\"~\":\"AKIA"
                  + "IOSFODNN7EXAMPLE\"}}]}}",
              ScriptedProduct.JSON,
              "{\"messages\":[{\"content\":\"repeat after me ~\"}],\"user\":\"~\"}",
              ScriptedProduct.JSON,
              "{\"messages\":[{\"content\":\"~\"",
              ScriptedProduct.JSON,
              "a=1&password=~&b=~",
              FORM,
              "--b\r\nContent-Disposition: form-data; name=\"~\"; filename=\"~.txt\"\r\n\r\n~\r\n--b--",
              MULTIPART,
              "Note that ~ is mine.",
              TEXT));

  /** A client and a path, which determine the outcome. */
  private record Aim(GatewayClient client, String path) {}

  private record Call(GatewayClient client, String path, String type, String body) {
    Call(Aim aim) {
      this(aim.client(), aim.path(), ScriptedProduct.JSON, TestEnvironment.prompt("ping"));
    }

    Call with(String header, String value) {
      return new Call(client.withHeader(header, value), path, type, body);
    }

    Call at(String more) {
      return new Call(client, path + more, type, body);
    }

    Call saying(String what, String inType) {
      return new Call(client, path, inType, what);
    }

    GatewayResponse send(String correlation) {
      return client
          .withCorrelation(correlation)
          .withHeader("Content-Type", type)
          .postRaw(path, BodyPublishers.ofString(body));
    }
  }

  private final List<Aim> aims;
  private final String name;
  private int count;
  private int errors;

  /** Creates the requests. The name is the prefix of their correlation ids. */
  CanaryRequests(TestEnvironment sluice, GatewayClient viewer, String name) {
    this.name = name;
    this.aims =
        List.of(
            new Aim(viewer, TestEnvironment.CHAT),
            new Aim(sluice.anonymous(), TestEnvironment.CHAT),
            new Aim(viewer, "/v1/agent/run"),
            new Aim(viewer, "/v1/other"),
            new Aim(viewer.withHeader("x-stub-status", "500"), "/v1/rag/search"));
  }

  /** Returns the number of requests. */
  int count() {
    return count;
  }

  void sendAll() {
    List<BiFunction<Call, CanaryValue, Call>> places = places();
    for (CanaryValue canary : CanaryValue.values()) {
      for (Aim aim : aims) {
        for (BiFunction<Call, CanaryValue, Call> place : places) {
          send(place.apply(new Call(aim), canary));
        }
        if (canary.maskedInQueries()) {
          HARMLESS_QUERIES.forEach(query -> send(new Call(aim).at("?" + query + canary.encoded())));
        }
        if (canary.maskedInPaths()) {
          send(new Call(aim).at("/" + canary.encoded() + "/more"));
        }
      }
    }
  }

  private void send(Call call) {
    count++;
    GatewayResponse answer = call.send(name + "-" + count);
    if (!answer.errorCode().isEmpty()) {
      errors++;
      String seen = answer.headers() + answer.body();
      SECRETS.forEach(text -> assertFalse(seen.contains(text), seen));
    }
  }

  /** Returns the number of errors that the gateway made. */
  int errors() {
    return errors;
  }

  private static List<BiFunction<Call, CanaryValue, Call>> places() {
    List<BiFunction<Call, CanaryValue, Call>> places = new ArrayList<>();
    places.add((call, canary) -> call.with("Authorization", "Bearer " + canary.value()));
    places.add((call, canary) -> call.with("Authorization", "Basic " + base64(canary)));
    HEADERS.forEach(header -> places.add((call, canary) -> call.with(header, canary.value())));
    SECRET_QUERIES.forEach(
        query -> places.add((call, canary) -> call.at("?" + query + canary.encoded())));
    BODIES.forEach((body, type) ->
        places.add((call, canary) -> call.saying(body.replace("~", canary.value()), type)));
    return places;
  }

  private static String base64(CanaryValue canary) {
    byte[] pair = ("user:" + canary.value()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(pair);
  }
}
