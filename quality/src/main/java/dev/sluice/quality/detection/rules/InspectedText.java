package dev.sluice.quality.detection.rules;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.Finding;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.Verdict;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.quality.corpus.BodyForm;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The result of the inspection of a body.
 *
 * @param verdict the result: passed, or the rule that blocked the body
 * @param found the rules of the findings; their offsets depend on the form
 * @param text the text that a client reads, empty if the body was blocked. Quotes are removed,
 *     because a plain text that starts like JSON is read as JSON, where a mask in place of a bare
 *     value has quotes.
 */
record InspectedText(String verdict, List<String> found, String text) {
  private static final ExchangeScope SCOPE =
      new ExchangeScope("ai/chat", "t1", "dev", "localhost", "/v1/chat/completions");
  private static final InspectionSettings SETTINGS = new InspectionSettings(true, 1 << 20);

  InspectedText {
    found = List.copyOf(found);
  }

  /**
   * Inspects a body in chunks.
   *
   * @param ends the ends of the chunks
   */
  static InspectedText of(Inspector inspector, BodyForm form, byte[] body, List<Integer> ends) {
    BodyInspection inspection =
        inspector.open(direction(form), form.contentType(), SCOPE, SETTINGS).orElseThrow();
    ByteString bytes = ByteString.copyFrom(body);
    var output = new ByteArrayOutputStream();
    int at = 0;
    for (int end : ends) {
      Verdict step = inspection.feed(bytes.substring(at, end), end == body.length);
      at = end;
      output.writeBytes(step.output().toByteArray());
      if (!(step instanceof Verdict.Pass)) {
        return new InspectedText(name(step), List.of(), "");
      }
    }
    List<String> found = inspection.findings().stream().map(Finding::rule).sorted().toList();
    return new InspectedText("passed", found, text(form, output.toByteArray()));
  }

  /** Returns the direction: JSON is a request, other forms are a response. */
  private static Direction direction(BodyForm form) {
    return switch (form) {
      case JSON -> Direction.REQUEST;
      case PLAIN, SSE -> Direction.RESPONSE;
    };
  }

  private static String text(BodyForm form, byte[] output) {
    try {
      return form.textOf(output).replace("\"", "");
    } catch (IllegalArgumentException broken) {
      return "unreadable: " + broken.getMessage();
    }
  }

  private static String name(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass _ -> "passed";
      case Verdict.Blocked(var _, String rule, boolean _) -> "blocked by " + rule;
      case Verdict.Overflow _ -> "overflow";
      case Verdict.Invalid(var _, String why) -> "invalid: " + why;
    };
  }
}
