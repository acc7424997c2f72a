package dev.sluice.extauthz.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.testkit.Await;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A complete server on free ports, with a client that sends the calls of Envoy. */
final class TestExtAuthzServer implements AutoCloseable {
  private final ServerParts parts = new ServerParts();
  private final ExtAuthzMain.StartedServers listening;
  private final ManagedChannel channel;
  private final HttpClient http = HttpClient.newHttpClient();

  TestExtAuthzServer(String yaml) {
    String ports = "grpc: {address: \"127.0.0.1:0\", drain: 1s}\nops: {address: \"127.0.0.1:0\"}\n";
    listening =
        ExtAuthzMain.start(ExtAuthzConfig.read(ConfigReader.of(ports + yaml, Map.of())), parts);
    channel =
        Grpc.newChannelBuilder(
                listening.grpc().address().toString(), InsecureChannelCredentials.create())
            .build();
  }

  /** Returns the message that Envoy sends for a request. */
  static CheckRequest request(String path, String... headers) {
    CheckRequest.Builder request = CheckRequest.newBuilder();
    var http = request.getAttributesBuilder().getRequestBuilder().getHttpBuilder();
    http.setMethod("POST").setHost("127.0.0.1:8081").setPath(path);
    http.putHeaders("x-request-id", "req-1");
    for (int i = 0; i < headers.length; i += 2) {
      http.putHeaders(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  CheckResponse check(CheckRequest request) {
    return AuthorizationGrpc.newBlockingStub(channel)
        .withDeadlineAfter(10, TimeUnit.SECONDS)
        .check(request);
  }

  CheckResponse check(String path, String token) {
    return check(request(path, "authorization", "Bearer " + token));
  }

  /** Returns "allow", or the status and code of the denial. */
  String outcome(String path, String token) {
    return outcome(check(path, token));
  }

  static String outcome(CheckResponse response) {
    return response.hasOkResponse()
        ? "allow"
        : response.getDeniedResponse().getStatus().getCodeValue()
            + " "
            + metadata(response, "reason");
  }

  static String metadata(CheckResponse response, String name) {
    return response
        .getDynamicMetadata()
        .getFieldsOrThrow("sluice")
        .getStructValue()
        .getFieldsOrThrow(name)
        .getStringValue();
  }

  static String header(Iterable<HeaderValueOption> options, String name) {
    for (HeaderValueOption option : options) {
      if (option.getHeader().getKey().equals(name)) {
        return option.getHeader().getValue();
      }
    }
    return "";
  }

  String ops(String path) {
    URI uri = URI.create("http://" + listening.ops().address() + path);
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean ready() {
    return ops("/readyz").contains("\"status\":\"ready\"");
  }

  TestExtAuthzServer awaitReady() {
    Await.until(this::ready);
    return this;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    http.shutdownNow();
    parts.close();
  }
}
