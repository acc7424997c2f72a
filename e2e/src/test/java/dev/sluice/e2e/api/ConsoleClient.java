package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without scripts: it keeps cookies and follows no redirect by itself. */
final class ConsoleClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private final URI base;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  ConsoleClient(int port) {
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  /** Signs in as a subject and returns the last answer, which sets the session. */
  HttpResponse<String> signIn(String subject) {
    HttpResponse<String> login = get("/console/login");
    assertEquals(303, login.statusCode(), login.body());
    return answer(authorized(location(login), subject));
  }

  /** Sends the answer of the issuer. */
  HttpResponse<String> answer(URI callback) {
    return get(callback.getRawPath() + "?" + callback.getRawQuery());
  }

  /** Signs in at the issuer and returns where it redirects the browser. */
  static URI authorized(URI address, String subject) {
    URI signIn = URI.create(address + "&subject=" + encoded(subject));
    return location(send(HttpRequest.newBuilder(signIn).build()));
  }

  HttpResponse<String> get(String path) {
    return sent(HttpRequest.newBuilder(base.resolve(path)));
  }

  /** Reads a stream until a line starts with a text, and returns this line. */
  String line(String path, String start) {
    HttpRequest request = withCookies(HttpRequest.newBuilder(base.resolve(path))).build();
    try {
      HttpResponse<InputStream> response = HTTP.send(request, BodyHandlers.ofInputStream());
      assertEquals(200, response.statusCode());
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        while (line != null && !line.startsWith(start)) {
          line = lines.readLine();
        }
        return String.valueOf(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends a form with headers as pairs of name and value. */
  HttpResponse<String> post(String path, String form, String... headers) {
    return sent(
        HttpRequest.newBuilder(base.resolve(path))
            .headers(headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /** Returns the token of the forms of a page. */
  static String csrf(HttpResponse<String> page) {
    Matcher matcher = CSRF.matcher(page.body());
    assertTrue(matcher.find(), page.body());
    return matcher.group(1);
  }

  String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  void keep(String name, String value) {
    cookies.put(name, value);
  }

  String origin() {
    return base.toString();
  }

  static URI location(HttpResponse<?> response) {
    return URI.create(response.headers().firstValue("location").orElseThrow());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder withCookies(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      List<String> pairs =
          cookies.entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue()).toList();
      request.header("Cookie", String.join("; ", pairs));
    }
    return request;
  }

  private HttpResponse<String> sent(HttpRequest.Builder request) {
    HttpResponse<String> response = send(withCookies(request).build());
    for (String cookie : response.headers().allValues("set-cookie")) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      if (cookie.contains("Max-Age=0")) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return response;
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
