package dev.sluice.quality.detection.rules;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
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
      BodyVerdict step = inspection.feed(bytes.substring(at, end), end == body.length);
      at = end;
      output.writeBytes(step.output().toByteArray());
      if (!(step instanceof BodyVerdict.Pass)) {
        return new InspectedText(name(step), List.of(), "");
      }
    }
    List<String> found = inspection.findings().stream().map(DlpFinding::rule).sorted().toList();
    return new InspectedText("passed", found, text(form, output.toByteArray()));
  }

  /** Returns the direction: JSON is a request, other forms are a response. */
  private static BodyDirection direction(BodyForm form) {
    return switch (form) {
      case JSON -> BodyDirection.REQUEST;
      case PLAIN, SSE -> BodyDirection.RESPONSE;
    };
  }

  private static String text(BodyForm form, byte[] output) {
    try {
      return form.textOf(output).replace("\"", "");
    } catch (IllegalArgumentException broken) {
      return "unreadable: " + broken.getMessage();
    }
  }

  private static String name(BodyVerdict verdict) {
    return switch (verdict) {
      case BodyVerdict.Pass _ -> "passed";
      case BodyVerdict.Blocked(var _, String rule, boolean _) -> "blocked by " + rule;
      case BodyVerdict.Overflow _ -> "overflow";
      case BodyVerdict.OverBudget _ -> "over budget";
      case BodyVerdict.Unread _ -> "unread";
      case BodyVerdict.Refused(var _, var fault) -> "refused: " + fault;
      case BodyVerdict.Invalid(var _, String why) -> "invalid: " + why;
    };
  }
}
