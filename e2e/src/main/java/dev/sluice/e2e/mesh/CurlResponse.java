package dev.sluice.e2e.mesh;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A response to curl, or its error.
 *
 * @param status the status of the response; 0 without one
 * @param headers the header lines, with names as sent
 * @param error the message of curl; empty if there is a complete response
 */
public record CurlResponse(int status, List<String> headers, String body, String error) {
  /** The start of each command: the response with headers, and errors as text. */
  static final List<String> COMMAND =
      List.of("curl", "--silent", "--show-error", "--include", "--max-time", "30");

  public CurlResponse {
    headers = List.copyOf(headers);
  }

  static CurlResponse of(SystemCommandResult result) {
    String error = result.exitCode() == 0 ? "" : result.exitCode() + " " + result.errors().strip();
    int end = result.output().indexOf("\r\n\r\n");
    if (end < 0) {
      return new CurlResponse(0, List.of(), "", error);
    }
    List<String> lines = result.output().substring(0, end).lines().toList();
    return new CurlResponse(
        Integer.parseInt(lines.getFirst().split(" ", 3)[1]),
        lines.subList(1, lines.size()),
        result.output().substring(end + 4),
        error);
  }

  public Optional<String> header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  @Override
  public String toString() {
    return status + " " + error + " " + headers + "\n" + body;
  }
}
