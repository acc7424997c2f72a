package dev.sluice.ctl.explain;

import com.google.protobuf.ByteString;
import dev.sluice.ctl.failure.CommandFailure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of a request in the text form of HTTP/1.1: a line with method and target, headers, an
 * empty line, and the body. Lines may end without a carriage return.
 */
final class PastedRequestReader {
  private static final int LONGEST_HEAD = 1 << 18;
  private static final int MOST_HEADERS = 500;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");
  private static final Pattern ABSOLUTE = Pattern.compile("https?://([^/?#]*)([^#]*)");
  private static final Pattern VERSION = Pattern.compile("HTTP/[0-9](\\.[0-9])?");

  private PastedRequestReader() {}

  static PastedRequest read(ByteString text) {
    int body = endOfHead(text);
    if (body > LONGEST_HEAD) {
      throw invalid("the headers are longer than " + LONGEST_HEAD + " bytes");
    }
    List<String> lines = text.substring(0, body).toString(StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty()) {
      throw invalid("the request is empty; the first line is such as POST /v1/chat HTTP/1.1");
    }
    String[] start = lines.getFirst().strip().split(" +");
    boolean complete = start.length == 2 || (start.length == 3 && isVersion(start[2]));
    if (!complete || !TOKEN.matcher(start[0]).matches()) {
      throw invalid("line 1: write a method and a path, such as POST /v1/chat HTTP/1.1");
    }
    Map<String, String> headers = headers(lines);
    if (headers.containsKey("transfer-encoding")) {
      throw invalid(
          "the body has a transfer coding; paste the decoded body without Transfer-Encoding");
    }
    Matcher absolute = ABSOLUTE.matcher(start[1]);
    boolean named = absolute.matches();
    String path = named ? absolute.group(2) : start[1];
    if (!path.isEmpty() && !path.startsWith("/")) {
      throw invalid("line 1: the target is not a path or a URL");
    }
    String sent = headers.getOrDefault("host", "");
    headers.remove("host");
    String host = named ? absolute.group(1) : sent;
    return new PastedRequest(
        start[0],
        host.isEmpty() ? "localhost" : host,
        path.isEmpty() ? "/" : path,
        headers,
        text.substring(body));
  }

  private static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  /** Returns where the body starts: behind the first empty line, or at the end. */
  private static int endOfHead(ByteString text) {
    int end = Math.min(text.size(), LONGEST_HEAD + 4);
    for (int i = 0; i < end; i++) {
      if (text.byteAt(i) != '\n') {
        continue;
      }
      if (i + 1 < end && text.byteAt(i + 1) == '\n') {
        return i + 2;
      }
      if (i + 2 < end && text.byteAt(i + 1) == '\r' && text.byteAt(i + 2) == '\n') {
        return i + 3;
      }
    }
    return text.size();
  }

  private static Map<String, String> headers(List<String> lines) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.size() && !lines.get(i).isEmpty(); i++) {
      String line = lines.get(i);
      int colon = line.indexOf(':');
      if (colon < 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
        throw invalid("line " + (i + 1) + ": write a header such as Accept: text/plain");
      }
      if (i > MOST_HEADERS) {
        throw invalid("there are more than " + MOST_HEADERS + " headers");
      }
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (first, next) -> first + "," + next);
    }
    return headers;
  }

  private static CommandFailure invalid(String line) {
    return new CommandFailure(CommandFailure.INVALID, List.of(line));
  }
}
