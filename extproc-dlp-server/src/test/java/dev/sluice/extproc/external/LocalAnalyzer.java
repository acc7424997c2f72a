package dev.sluice.extproc.external;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP server with the API of an analyzer that finds given names in texts. */
public final class LocalAnalyzer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<String> answers = text -> "[]";
  private volatile int status = 200;

  public LocalAnalyzer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/analyze", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Answers each text with the result of a function, in JSON. */
  public LocalAnalyzer answering(UnaryOperator<String> function) {
    answers = function;
    return this;
  }

  public LocalAnalyzer withStatus(int code) {
    status = code;
    return this;
  }

  /** Finds a name as an entity of a type, with a score, in code points. */
  public LocalAnalyzer finding(String name, String type, double score) {
    return answering(text -> entities(text, name, type, score));
  }

  /** Returns the answer about a name in a text. */
  public static String entities(String text, String name, String type, double score) {
    int at = text.indexOf(name);
    if (at < 0) {
      return "[]";
    }
    int start = text.codePointCount(0, at);
    int end = start + name.codePointCount(0, name.length());
    return "[" + entity(type, start, end, score) + "]";
  }

  public static String entity(String type, int start, int end, double score) {
    return "{\"analysis_explanation\":null,\"entity_type\":\"%s\",\"start\":%d,\"end\":%d,\"score\":%s}"
        .formatted(type, start, end, score);
  }

  /** Returns the texts that were sent. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/analyze");
  }

  /**
   * Returns settings with a deadline of some seconds, for bodies that fail when it cannot answer.
   */
  public ExternalRecognizerConfig config() {
    return config(
        ExternalRecognizerConfig.ErrorChoice.BLOCK,
        OffsetUnit.CODE_POINTS,
        new ExternalRecognizerConfig.CallLimits(
            Duration.ofSeconds(20), 32 << 10, 16, 32, 1_000, Duration.ofMinutes(1)));
  }

  ExternalRecognizerConfig config(ExternalRecognizerConfig.CallLimits limits) {
    return config(ExternalRecognizerConfig.ErrorChoice.BLOCK, OffsetUnit.CODE_POINTS, limits);
  }

  ExternalRecognizerConfig config(
      ExternalRecognizerConfig.ErrorChoice onError,
      OffsetUnit offsets,
      ExternalRecognizerConfig.CallLimits limits) {
    return new ExternalRecognizerConfig(
        uri(), true, Optional.empty(), "en", offsets, onError, limits);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      if (!request.path("language").asString("").equals("en")) {
        throw new IllegalStateException("no language");
      }
      String text = request.path("text").asString("");
      texts.add(text);
      byte[] answer = answers.apply(text).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
