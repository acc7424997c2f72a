package dev.sluice.extproc.stream.exchange;

import dev.sluice.extproc.finding.ModelRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call to the API of a provider. A call that reads a stored answer repeats the usage that counted
 * when the answer was made, and a call that counts tokens uses none.
 */
public final class ModelCall {
  private static final Set<String> READING = Set.of("GET", "HEAD", "DELETE");
  private static final List<String> STORED =
      List.of("/responses/", "/chat/completions/", "/messages/");
  private static final List<String> COUNTING =
      List.of("/messages/count_tokens", "/responses/input_tokens", ":countTokens");

  private static final Pattern IN_PATH = Pattern.compile("/models/([^/:]{1,200}):(\\w{1,40})$");
  private static final String STREAM = "streamGenerateContent";

  private ModelCall() {}

  /** Returns a request with the model and the stream that its path asks for (Gemini). */
  public static ModelRequest completed(ModelRequest request, String path) {
    Matcher found = IN_PATH.matcher(path);
    if (!found.find()) {
      return request;
    }
    ModelRequest named = request.withModel(found.group(1));
    return found.group(2).equals(STREAM) ? named.asStream() : named;
  }

  /** Returns false if no model runs for a call to a normalized path. */
  static boolean runsModel(String method, String path) {
    boolean reads = READING.contains(method) && STORED.stream().anyMatch(path::contains);
    return !reads && COUNTING.stream().noneMatch(path::endsWith);
  }
}
