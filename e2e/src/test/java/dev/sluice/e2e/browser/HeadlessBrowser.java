package dev.sluice.e2e.browser;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.HelperBuild;
import dev.sluice.e2e.stack.StackPorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium, which ChromeDriver controls over the WebDriver protocol. */
public final class HeadlessBrowser implements AutoCloseable {
  /** The key that moves the focus on. */
  public static final String TAB = "\uE004";

  public static final String ENTER = "\uE007";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> PROGRAMS = List.of("chromium", "chromedriver");
  private static final List<String> OPTIONS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--ignore-certificate-errors",
          "--window-size=1280,900");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final URI session;

  /** Returns why there is no browser here; empty if there is one. */
  public static Optional<String> missing() {
    return PROGRAMS.stream()
        .filter(program -> HelperBuild.find(program, "/usr/bin").isEmpty())
        .findFirst()
        .map(program ->
            program
                + " is missing (Debian: apt-get install chromium chromium-driver fonts-noto-cjk)");
  }

  /**
   * Starts a browser.
   *
   * @param folder an empty folder for its profile
   */
  public HeadlessBrowser(Path folder) {
    int port = StackPorts.findFreePort();
    URI root = URI.create("http://127.0.0.1:" + port);
    try {
      driver =
          new ProcessBuilder("chromedriver", "--port=" + port)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("chromedriver.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ConditionWait.awaitTrue("ChromeDriver answers", LIMIT, () -> answers(root));
    List<String> options =
        Stream.concat(OPTIONS.stream(), Stream.of("--user-data-dir=" + folder.resolve("profile")))
            .toList();
    JsonNode made =
        sent(
            "POST",
            root.resolve("/session"),
            Map.of(
                "capabilities",
                Map.of("alwaysMatch", Map.of("goog:chromeOptions", Map.of("args", options)))));
    session = root.resolve("/session/" + made.path("sessionId").asString());
  }

  private boolean answers(URI root) {
    try {
      HttpRequest request = HttpRequest.newBuilder(root.resolve("/status")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public void open(String address) {
    var _ = command("/url", Map.of("url", address));
  }

  public String address() {
    return sent("GET", path("/url"), Map.of()).asString("");
  }

  public String title() {
    return sent("GET", path("/title"), Map.of()).asString("");
  }

  /** Presses keys, one after the other, wherever the focus is. */
  public void press(String keys) {
    List<Map<String, String>> actions =
        keys.codePoints()
            .mapToObj(Character::toString)
            .flatMap(key ->
                Stream.of(
                    Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key)))
            .toList();
    var _ =
        command(
            "/actions",
            Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", actions))));
  }

  /** Runs a script and returns what it returns. */
  public JsonNode run(String script, Object... arguments) {
    return command("/execute/sync", Map.of("script", script, "args", List.of(arguments)));
  }

  /** Returns the visible name of the element that has the focus. */
  public String focused() {
    return run("""
    const e = document.activeElement;
    if (e === null || e === document.body) { return ''; }
    const label = e.labels && e.labels.length ? e.labels[0].textContent : '';
    return e.getAttribute('aria-label') || label || e.textContent.trim();
    """)
        .asString("");
  }

  /** Sets whether the user prefers dark pages. */
  public void preferDark(boolean dark) {
    var _ =
        command(
            "/goog/cdp/execute",
            Map.of(
                "cmd",
                "Emulation.setEmulatedMedia",
                "params",
                Map.of(
                    "features",
                    List.of(
                        Map.of(
                            "name", "prefers-color-scheme", "value", dark ? "dark" : "light")))));
  }

  /** Writes a picture of the window as PNG. */
  public void picture(Path file) {
    byte[] png =
        Base64.getDecoder().decode(sent("GET", path("/screenshot"), Map.of()).asString(""));
    try {
      Files.write(file, png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what axe finds on the page with the impact serious or critical, one line each. */
  public List<String> seriousFindings() {
    var _ = run(axe());
    JsonNode found =
        command(
            "/execute/async",
            Map.of(
                "script",
                """
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(
                  result => done(result.violations
                    .filter(v => v.impact === 'serious' || v.impact === 'critical')
                    .map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3).join(' '))),
                  error => done(['axe failed: ' + error]));
                """,
                "args",
                List.of()));
    return found.valueStream().map(line -> line.asString("")).toList();
  }

  private static String axe() {
    try (InputStream in =
        HeadlessBrowser.class.getClassLoader().getResourceAsStream("axe.min.js")) {
      if (in == null) {
        throw new IllegalStateException("axe.min.js is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI path(String command) {
    return URI.create(session + command);
  }

  private JsonNode command(String command, Map<String, ?> body) {
    return sent("POST", path(command), body);
  }

  private JsonNode sent(String method, URI address, Map<String, ?> body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LIMIT);
    if (method.equals("POST")) {
      request.POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    } else {
      request.method(method, BodyPublishers.noBody());
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      JsonNode value = JSON.readTree(response.body()).path("value");
      if (response.statusCode() != 200) {
        throw new AssertionError(address + ": " + value);
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      var _ = sent("DELETE", session, Map.of());
    } finally {
      driver.destroy();
      http.close();
    }
  }
}
