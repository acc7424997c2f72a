package dev.sluice.e2e.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A probe of a readiness endpoint. */
public final class ReadinessProbe {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  private ReadinessProbe() {}

  public static boolean returnsOk(URI address) {
    try {
      return get(address).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns true if the response reports a component as ready, whatever its status. */
  static boolean reportsReady(URI address, String part) {
    try {
      return get(address).body().contains("\"" + part + "\":{\"ready\":true");
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns true if the address responds to HTTP with any status. */
  public static boolean respondsToHttp(URI address) {
    try {
      get(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the current response of the address, for a message. */
  static String describe(URI address) {
    try {
      HttpResponse<String> answer = get(address);
      return answer.statusCode() + " " + answer.body().strip();
    } catch (IOException e) {
      return address + " does not answer";
    }
  }

  private static HttpResponse<String> get(URI address) throws IOException {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(address).timeout(LIMIT).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
