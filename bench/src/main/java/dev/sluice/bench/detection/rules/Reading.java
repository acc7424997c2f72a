package dev.sluice.bench.detection.rules;

import com.google.protobuf.ByteString;
import dev.sluice.bench.detection.corpus.Form;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * What is left of a body for its reader.
 *
 * @param verdict that it passed, or which rule blocked it
 * @param found the rule of each finding; places differ where a plain text is read as JSON
 * @param text the text of a reader without its quotes, for a plain text that begins like JSON is
 *     read as JSON, where a mask in place of a bare value has quotes; empty when it was blocked
 */
record Reading(String verdict, List<String> found, String text) {
  private static final ExchangeScope SCOPE =
      new ExchangeScope("ai/chat", "t1", "dev", "localhost", "/v1/chat/completions");
  private static final InspectionSettings SETTINGS = new InspectionSettings(true, 1 << 20);

  Reading {
    found = List.copyOf(found);
  }

  /** Inspects a body in pieces that end there. */
  static Reading of(Inspector inspector, Form form, byte[] body, List<Integer> ends) {
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
        return new Reading(name(step), List.of(), "");
      }
    }
    List<String> found = inspection.findings().stream().map(DlpFinding::rule).sorted().toList();
    return new Reading("passed", found, text(form, output.toByteArray()));
  }

  /** Requests are JSON, and answers are streams of events or plain. */
  private static BodyDirection direction(Form form) {
    return switch (form) {
      case JSON -> BodyDirection.REQUEST;
      case PLAIN, SSE -> BodyDirection.RESPONSE;
    };
  }

  private static String text(Form form, byte[] output) {
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
      case BodyVerdict.Invalid(var _, String why) -> "invalid: " + why;
    };
  }
}
