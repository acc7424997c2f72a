package dev.sluice.e2e.mesh;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A view of what the upstream of a pod received last. */
record MeshUpstream(NetworkPod pod) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Returns the number of complete requests. */
  long count() {
    return seen().path("count").asLong();
  }

  /** Returns a header of the last request; empty if it had none. */
  String header(String name) {
    return seen().path("headers").path(name).asString("");
  }

  /** Returns the headers of the last request. */
  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    seen()
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asString("")));
    return headers;
  }

  /** Returns the parts of the header with the identities of both ends of the connection. */
  List<String> identities() {
    return List.of(header("x-forwarded-client-cert").split(";"));
  }

  private JsonNode seen() {
    return JSON.readTree(pod.curl("http://127.0.0.1:8080/_seen").body());
  }
}
