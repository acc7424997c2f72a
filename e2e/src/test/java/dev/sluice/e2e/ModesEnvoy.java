package dev.sluice.e2e;

import dev.sluice.common.testkit.ProxiedLink;
import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.e2e.raw.RawCall;
import dev.sluice.e2e.raw.RawMessage;
import dev.sluice.e2e.raw.RawUpstream;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stub.Answers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An Envoy with a path for every body mode, before the environment's extproc-dlp-server. */
final class ModesEnvoy implements AutoCloseable {
  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";
  static final Map<String, String> NONE = Map.of();
  static final List<String> RECORD = json("she is at " + Answers.EMAIL + " today");
  static final List<String> EVENTS_OF_RECORD =
      List.of(delta("at ann.exa"), delta("mple@example.com"), delta(" today"));

  private final RawUpstream upstream = new RawUpstream();
  private final int front = Ports.oneFree();
  private final int main = Ports.oneFree();
  private final TcpProxy extproc;
  private final StaticEnvoy envoy;

  /** How a call goes: Envoy's body mode, and HTTP/2 or not on each side. */
  record Way(String mode, boolean h2Down, boolean h2Up) {}

  ModesEnvoy(Sluice sluice) {
    extproc = new TcpProxy(sluice.stack().ports().of(Port.EXTPROC));
    envoy =
        StaticEnvoy.start(
            sluice.stack().settings(),
            "body-modes.yaml",
            Map.of(
                "front", front,
                "main", main,
                "back", Ports.oneFree(),
                "extproc", extproc.port(),
                "upstream", upstream.port(),
                "nowhere", Ports.oneFree()));
  }

  RawUpstream upstream() {
    return upstream;
  }

  /** A connection over which Envoy's body modes are behind paths. */
  RawCall connect() {
    return RawCall.to(main);
  }

  /** Breaks what Envoy and extproc-dlp-server have of connections. */
  void cut() {
    extproc.links("PRI").forEach(ProxiedLink::cut);
  }

  /** Sends the chunks, or asks without a body if there are none. */
  RawMessage call(Way way, String type, List<String> chunks, Map<String, String> trailers) {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("content-type", type));
    if (way.h2Up()) {
      headers.put("x-up", "h2");
    }
    try (RawCall call = RawCall.to(way.h2Down() ? front : main)) {
      if (chunks.isEmpty()) {
        headers.remove("content-type");
        return call.get("/" + way.mode(), headers).answer();
      }
      call.open("/" + way.mode(), headers);
      chunks.forEach(call::chunk);
      return call.end(trailers).answer();
    }
  }

  @Override
  public void close() {
    envoy.close();
    extproc.close();
    upstream.close();
  }

  static String delta(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  /** A JSON text in three pieces, cut where it hurts. */
  static List<String> json(String text) {
    String whole = "{\"text\":\"" + text + "\"}";
    int at = whole.length() / 2;
    return List.of(whole.substring(0, at), whole.substring(at, at + 4), whole.substring(at + 4));
  }
}
