package dev.sluice.e2e.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An external recognizer with the API of a Presidio analyzer, which can fail in many ways. */
public final class NameAnalyzer implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final int port;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;
  private volatile UnaryOperator<String> answers = text -> "[]";

  public NameAnalyzer(int port) {
    this.port = port;
    start();
  }

  public synchronized void start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
      started.setExecutor(executor);
      started.createContext("/analyze", this::answer);
      started.start();
      server = started;
      threads = executor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers each text with the result of a function, in JSON. */
  public void answer(UnaryOperator<String> function) {
    answers = function;
  }

  /** Finds a name in texts, at its code points. */
  public static String person(String text, String name) {
    int at = text.indexOf(name);
    int start = at < 0 ? 0 : text.codePointCount(0, at);
    return at < 0
        ? "[]"
        : "[{\"analysis_explanation\":null,\"entity_type\":\"PERSON\",\"score\":0.85,\"start\":%d,\"end\":%d}]"
            .formatted(start, start + name.codePointCount(0, name.length()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text =
          JSON.readTree(exchange.getRequestBody().readAllBytes()).path("text").asString("");
      byte[] answer = answers.apply(text).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /** Closes the port and every connection. */
  @Override
  public synchronized void close() {
    if (server != null && threads != null) {
      server.stop(0);
      threads.shutdownNow();
      server = null;
    }
  }
}
