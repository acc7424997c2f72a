package dev.sluice.e2e.support;

import dev.sluice.common.testkit.ProxiedLink;
import dev.sluice.common.testkit.TcpProxy;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stub.StubCompletions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An Envoy with a path for every body mode. */
public final class BodyModeEnvoy implements AutoCloseable {
  public static final String JSON = "application/json";
  public static final String EVENTS = "text/event-stream";
  public static final Map<String, String> NONE = Map.of();
  public static final List<String> RECORD = json("she is at " + StubCompletions.EMAIL + " today");
  public static final List<String> EVENTS_OF_RECORD =
      List.of(delta("at ann.exa"), delta("mple@example.com"), delta(" today"));

  private final RawHttpUpstream upstream = new RawHttpUpstream();
  private final int front = StackPorts.findFreePort();
  private final int main = StackPorts.findFreePort();
  private final TcpProxy extproc;
  private final StaticEnvoy envoy;

  /** A variant of a call: Envoy's body mode, and HTTP/2 or HTTP/1.1 on each side. */
  public record Way(String mode, boolean h2Down, boolean h2Up) {
    /** Returns all variants with one of these body modes. */
    public static Stream<Way> of(String... modes) {
      return Stream.of(modes)
          .flatMap(mode ->
              Stream.of(
                  new Way(mode, false, false),
                  new Way(mode, false, true),
                  new Way(mode, true, false),
                  new Way(mode, true, true)));
    }
  }

  /** Starts an Envoy that uses the environment's extproc-dlp-server. */
  public BodyModeEnvoy(TestEnvironment sluice) {
    this(sluice, sluice.stack().ports().of(StackPort.EXTPROC));
  }

  /** Starts an Envoy that uses the extproc-dlp-server on another port. */
  public BodyModeEnvoy(TestEnvironment sluice, int extprocPort) {
    extproc = new TcpProxy(extprocPort);
    envoy =
        StaticEnvoy.start(
            sluice.stack().settings(),
            "body-modes.yaml",
            Map.of(
                "front", front,
                "main", main,
                "back", StackPorts.findFreePort(),
                "extproc", extproc.port(),
                "upstream", upstream.port(),
                "nowhere", StackPorts.findFreePort()));
  }

  public RawHttpUpstream upstream() {
    return upstream;
  }

  /** Connects to the listener that serves each body mode on its own path. */
  public RawHttpCall connect() {
    return RawHttpCall.connect(main);
  }

  /** Closes the connections between Envoy and extproc-dlp-server. */
  public void cut() {
    extproc.links("PRI").forEach(ProxiedLink::cut);
  }

  /** Connects to the listener that the way begins at. */
  public RawHttpCall connect(Way way) {
    return RawHttpCall.connect(way.h2Down() ? front : main);
  }

  /** Returns the headers of a request that goes this way. */
  public static Map<String, String> headers(Way way, String type, String coding) {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("content-type", type));
    if (!coding.isEmpty()) {
      headers.put("content-encoding", coding);
    }
    if (way.h2Up()) {
      headers.put("x-up", "h2");
    }
    return headers;
  }

  /** Sends a POST with the chunks, or a GET if there are none. */
  public RawHttpMessage call(
      Way way, String type, List<String> chunks, Map<String, String> trailers) {
    Map<String, String> headers = headers(way, type, "");
    try (RawHttpCall call = connect(way)) {
      if (chunks.isEmpty()) {
        headers.remove("content-type");
        return call.get("/" + way.mode(), headers).readResponse();
      }
      call.openPost("/" + way.mode(), headers);
      chunks.forEach(call::sendChunk);
      return call.sendEnd(trailers).readResponse();
    }
  }

  @Override
  public void close() {
    envoy.close();
    extproc.close();
    upstream.close();
  }

  public static String delta(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  /** Returns a JSON text in three chunks, cut inside values. */
  public static List<String> json(String text) {
    String whole = "{\"text\":\"" + text + "\"}";
    int at = whole.length() / 2;
    return List.of(whole.substring(0, at), whole.substring(at, at + 4), whole.substring(at + 4));
  }
}
