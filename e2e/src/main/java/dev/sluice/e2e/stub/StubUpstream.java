package dev.sluice.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A stub upstream that records requests. It responds to chat and completion calls in their public
 * formats, streams in the formats of other providers, and echoes everything else. Its name is in
 * the header {@code x-upstream}. The header {@code x-stub-status} selects the status of an echo.
 */
public final class StubUpstream implements AutoCloseable {
  private static final String AURA_EVENTS =
      """
      event: thought
      data: {"text":"The plan has two steps."}

      event: message
      data: {"text":"Both are done."}

      data: [DONE]

      """;

  private final String name;
  private final StubHttpServer server;
  private final AtomicLong requestCount = new AtomicLong();
  private final AtomicReference<@Nullable RecordedRequest> last = new AtomicReference<>();

  /** The tokens that the newest stream may send; an abandoned stream cannot take them. */
  private volatile Semaphore releasedTokens = new Semaphore(0);

  private volatile Consumer<RecordedRequest> observer = request -> {};
  private volatile Consumer<RecordedRequest> brokenObserver = request -> {};
  private volatile StubAnswer answers = this::answer;

  /** A replacement of the stub's own answers. */
  @FunctionalInterface
  public interface StubAnswer {
    void write(HttpExchange exchange, RecordedRequest request) throws IOException;
  }

  public StubUpstream(String name, int port) {
    this.name = name;
    this.server = new StubHttpServer(port, this::handle);
  }

  /** Creates a stub on an address that other machines can reach. */
  StubUpstream(String name, InetSocketAddress address) {
    this.name = name;
    this.server = new StubHttpServer(address, this::handle);
  }

  public void start() {
    server.start();
  }

  @Override
  public void close() {
    server.close();
  }

  public String name() {
    return name;
  }

  /** Returns the number of complete requests, without queries about them. */
  public long requestCount() {
    return requestCount.get();
  }

  public Optional<RecordedRequest> lastRequest() {
    return Optional.ofNullable(last.get());
  }

  /** Passes every later request to the observer before the response. */
  public void observe(Consumer<RecordedRequest> each) {
    observer = each;
  }

  /** Passes what arrived of every later request whose connection breaks to the observer. */
  public void observeBroken(Consumer<RecordedRequest> each) {
    brokenObserver = each;
  }

  /** Answers every later request in this way. */
  public void answerWith(StubAnswer other) {
    answers = other;
  }

  /** Releases the next token of the newest lock-step stream. */
  public void releaseToken() {
    releasedTokens.release();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/_seen")) {
      StubJson.respond(exchange, 200, seen());
      return;
    }
    if (path.equals("/_step")) {
      releaseToken();
      StubJson.respond(exchange, 200, Map.of());
      return;
    }
    RecordedRequest request = RecordedRequest.read(exchange, part -> brokenObserver.accept(part));
    last.set(request);
    requestCount.incrementAndGet();
    observer.accept(request);
    exchange.getResponseHeaders().set("x-upstream", name);
    request
        .header("x-stub-coding")
        .ifPresent(coding -> StubContentEncoding.announce(exchange, coding));
    answers.write(exchange, request);
  }

  private void answer(HttpExchange exchange, RecordedRequest request) throws IOException {
    Optional<String> status = request.header("x-stub-status");
    if (status.isPresent()) {
      StubJson.respond(exchange, Integer.parseInt(status.get()), echo(request));
      return;
    }
    Optional<ModelAnswer> model = ModelApis.answer(request);
    if (model.isPresent()) {
      switch (model.get()) {
        case ModelAnswer.Whole(Map<String, ?> document) ->
            StubJson.respond(exchange, 200, document);
        case ModelAnswer.Streamed(CompletionStream form, List<String> pieces, int promptTokens) ->
            stream(exchange, request, form, pieces, promptTokens);
      }
      return;
    }
    if (request.path().startsWith("/aura/") && request.path().endsWith("/stream")) {
      events(exchange);
      return;
    }
    switch (request.method() + " " + request.path()) {
      case "POST /v1/chat/completions" -> chat(exchange, request);
      case "POST /v1/completions" -> completion(exchange, request);
      case "GET /v1/health" -> StubJson.respond(exchange, 200, health());
      default -> StubJson.respond(exchange, 200, echo(request));
    }
  }

  private void chat(HttpExchange exchange, RecordedRequest request) throws IOException {
    JsonNode question = StubJson.read(request.body());
    if (!question.path("messages").isArray()) {
      badRequest(exchange, "messages is missing");
      return;
    }
    List<String> pieces = StubCompletions.completionFor(question);
    int promptTokens = StubCompletions.promptTokens(question);
    if (question.path("stream").asBoolean(false)) {
      boolean usage = question.path("stream_options").path("include_usage").asBoolean(false);
      stream(
          exchange,
          request,
          new OpenAiCompletionStream(model(question), usage, question.path("tools").isArray()),
          pieces,
          promptTokens);
      return;
    }
    String text = String.join("", pieces).strip();
    boolean tool = question.path("tools").isArray();
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("role", "assistant");
    message.put("content", text);
    if (tool) {
      message.put("tool_calls", List.of(OpenAiCompletionStream.call(text)));
    }
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("message", message);
    choice.put("finish_reason", tool ? "tool_calls" : "stop");
    StubJson.respond(
        exchange, 200, whole(question, "chat.completion", choice, promptTokens, pieces.size()));
  }

  private void stream(
      HttpExchange exchange,
      RecordedRequest request,
      CompletionStream stream,
      List<String> pieces,
      int promptTokens)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    CompletionStreamOptions options = CompletionStreamOptions.of(request);
    Semaphore tokens = new Semaphore(0);
    if (options.lockStep()) {
      releasedTokens = tokens;
    }
    try (OutputStream out = StubContentEncoding.of(exchange).writer(exchange.getResponseBody())) {
      new CompletionStreamWriter(options, tokens, out).write(stream, pieces, promptTokens);
    }
  }

  private static void events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(AURA_EVENTS.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void completion(HttpExchange exchange, RecordedRequest request) throws IOException {
    JsonNode question = StubJson.read(request.body());
    boolean tabby = question.path("segments").path("prefix").isString();
    if (!tabby && question.path("prompt").isMissingNode()) {
      badRequest(exchange, "neither segments.prefix nor prompt is there");
      return;
    }
    List<String> pieces = StubCompletions.completionFor(question);
    int promptTokens = StubCompletions.promptTokens(question);
    if (!tabby && question.path("stream").asBoolean(false)) {
      stream(exchange, request, new TextCompletionStream(model(question)), pieces, promptTokens);
      return;
    }
    String text =
        tabby ? "return n if n < 2 else fib(n - 1) + fib(n - 2)" : String.join("", pieces).strip();
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("text", text);
    if (tabby) {
      StubJson.respond(exchange, 200, Map.of("id", "cmpl-stub", "choices", List.of(choice)));
      return;
    }
    choice.put("finish_reason", "stop");
    StubJson.respond(
        exchange, 200, whole(question, "text_completion", choice, promptTokens, pieces.size()));
  }

  private static Map<String, Object> whole(
      JsonNode question, String object, Map<String, Object> choice, int prompt, int completion) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", "chatcmpl-stub");
    answer.put("object", object);
    answer.put("created", 1_767_225_600);
    answer.put("model", model(question));
    answer.put("choices", List.of(choice));
    answer.put("usage", OpenAiCompletionStream.usage(prompt, completion));
    return answer;
  }

  private static String model(JsonNode question) {
    return question.path("model").asString("stub");
  }

  private static void badRequest(HttpExchange exchange, String why) throws IOException {
    StubJson.respond(exchange, 400, Map.of("error", Map.of("message", why)));
  }

  private static Map<String, ?> health() {
    return Map.of(
        "model",
        "stub",
        "device",
        "cpu",
        "arch",
        "x86_64",
        "cpu_info",
        "Stub",
        "cpu_count",
        1,
        "version",
        Map.of("git_describe", "v0.30.0"));
  }

  private Map<String, ?> echo(RecordedRequest request) {
    Map<String, Object> echo = new LinkedHashMap<>();
    echo.put("upstream", name);
    echo.put("method", request.method());
    echo.put("path", request.path());
    echo.put("query", request.query());
    echo.put("headers", request.headers());
    echo.put("body_sha256", request.bodySha256());
    echo.put("body_bytes", request.bodyBytes());
    return echo;
  }

  private Map<String, ?> seen() {
    RecordedRequest request = last.get();
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("count", requestCount.get());
    if (request != null) {
      seen.putAll(echo(request));
      seen.put("body", request.body());
    }
    return seen;
  }
}
