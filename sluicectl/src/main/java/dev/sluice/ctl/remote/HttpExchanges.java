package dev.sluice.ctl.remote;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sender of HTTP requests that waits and repeats a request while the server limits the rate. */
final class HttpExchanges implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int MOST_TRIES = 5;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final long LONGEST_PAUSE_SECONDS = 60;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /** Returns values in the form of queries and of HTML forms. */
  static String encoded(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> encoded(value.getKey()) + "=" + encoded(value.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> send(HttpRequest request) {
    HttpResponse<String> response = sendOnce(request);
    for (int i = 1; i < MOST_TRIES && response.statusCode() == TOO_MANY_REQUESTS; i++) {
      pause(response);
      response = sendOnce(request);
    }
    return response;
  }

  /** A handler of an answer that is not a stream of lines. */
  interface ProblemHandler {
    void handle(int status, String body);
  }

  /** Passes on the lines of an answer as they come, until its end. */
  void stream(HttpRequest request, ProblemHandler problems, Consumer<String> lines) {
    try {
      HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
      try (Stream<String> body = response.body()) {
        if (response.statusCode() != OK) {
          problems.handle(response.statusCode(), body.collect(Collectors.joining("\n")));
        }
        body.forEach(lines);
      }
    } catch (UncheckedIOException e) {
      throw unreachable(request, requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreachable(request, e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private HttpResponse<String> sendOnce(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(request, e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CommandFailure unreachable(HttpRequest request, IOException failure) {
    String reason =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return new CommandFailure(
        CommandFailure.UNREACHABLE,
        List.of(
            "%s is unreachable (%s); check the server of the context, or --server."
                .formatted(request.uri().resolve("/"), reason)));
  }

  private static void pause(HttpResponse<String> response) {
    long seconds =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("\\d{1,9}"))
            .map(Long::parseLong)
            .orElse(1L);
    try {
      Thread.sleep(Duration.ofSeconds(Math.min(seconds, LONGEST_PAUSE_SECONDS)));
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CommandFailure interrupted() {
    Thread.currentThread().interrupt();
    return CommandFailure.error("The command was interrupted.");
  }

  @Override
  public void close() {
    client.close();
  }
}
