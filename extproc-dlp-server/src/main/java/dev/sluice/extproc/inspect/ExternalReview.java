package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.external.ExternalRecognizer;
import dev.sluice.extproc.external.RecognitionResult;
import dev.sluice.extproc.external.RecognizedEntity;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.scanner.TextReview;
import dev.sluice.extproc.scanner.TextReview.ReviewMatch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A second inspection of a whole body, by an external recognizer. The body is read twice: once to
 * collect its texts, and once to apply what was found in them.
 *
 * @param inspections creates inspections that read the body with a review
 */
record ExternalReview(
    ExternalRecognizer recognizer,
    ExternalRules rules,
    Function<TextReview, BodyInspection> inspections) {
  /** A reviewed body. */
  record Reviewed(
      BodyVerdict verdict, List<DlpFinding> findings, InspectionOutcome outcome, boolean changed) {
    Reviewed {
      findings = List.copyOf(findings);
    }

    private static Reviewed without(BodyVerdict verdict) {
      return new Reviewed(verdict, List.of(), InspectionOutcome.NOTHING, false);
    }
  }

  /** Reviews a body on a thread that may wait. */
  CompletableFuture<Reviewed> start(ByteString body) {
    return CompletableFuture.supplyAsync(() -> review(body), recognizer.executor());
  }

  private Reviewed review(ByteString body) {
    var texts = new TextCollection();
    BodyVerdict read = inspections.apply(texts).feed(body, true);
    if (!(read instanceof BodyVerdict.Pass)) {
      return Reviewed.without(read.with(ByteString.EMPTY));
    }
    return switch (recognizer.recognize(texts.texts())) {
      case RecognitionResult.Failed _ ->
          Reviewed.without(
              recognizer.passesUnread()
                  ? new BodyVerdict.Pass(body)
                  : new BodyVerdict.Unread(ByteString.EMPTY));
      case RecognitionResult.Found(var entities) -> applied(entities, body);
    };
  }

  private Reviewed applied(Map<ByteBuffer, List<RecognizedEntity>> entities, ByteString body) {
    BodyInspection inspection =
        inspections.apply(text -> matches(entities.getOrDefault(ByteBuffer.wrap(text), List.of())));
    BodyVerdict verdict = inspection.feed(body, true);
    return new Reviewed(verdict, inspection.findings(), inspection.outcome(), inspection.changed());
  }

  private List<ReviewMatch> matches(List<RecognizedEntity> entities) {
    return entities.stream()
        .flatMap(entity ->
            rules
                .decidingRule(entity)
                .map(rule -> new ReviewMatch(rule, entity.from(), entity.to()))
                .stream())
        .toList();
  }
}
