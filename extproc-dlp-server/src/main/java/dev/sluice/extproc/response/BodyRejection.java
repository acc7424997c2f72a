package dev.sluice.extproc.response;

import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.ErrorSentence;
import dev.sluice.extproc.budget.BudgetRefusal;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.model.ModelFault;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.Optional;

/**
 * The rejection of a body, with its cause.
 *
 * @param finding the first finding of the rule that blocks
 * @param fault the fault of a body that does not match its content type; empty for other codes
 * @param refusal the refusal of a budget or limit; empty for other codes
 * @param sentence the sentence, if several belong to the code
 */
public record BodyRejection(
    DlpErrorCode code,
    Optional<DlpFinding> finding,
    String fault,
    Optional<BudgetRefusal> refusal,
    Optional<ErrorSentence> sentence) {
  /** Creates a rejection whose sentence follows from its code. */
  public BodyRejection(DlpErrorCode code, Optional<DlpFinding> finding, String fault) {
    this(code, finding, fault, Optional.empty(), Optional.empty());
  }

  /** Returns the rejection of an exchange by a budget or limit. */
  public static BodyRejection of(BudgetRefusal refusal) {
    DlpErrorCode code =
        refusal.reason() == BudgetRefusal.Reason.TOO_MANY_STREAMS
            ? DlpErrorCode.TOO_MANY_STREAMS
            : DlpErrorCode.TOKEN_BUDGET_EXCEEDED;
    return new BodyRejection(code, Optional.empty(), "", Optional.of(refusal), Optional.empty());
  }

  /** Returns the rejection of a request that gets no model. */
  public static BodyRejection of(ModelFault fault) {
    return switch (fault) {
      case MISSING -> model(DlpErrorCode.MODEL_REQUIRED, ErrorSentence.MODEL_REQUIRED);
      case NOT_TEXT -> model(DlpErrorCode.MODEL_REQUIRED, ErrorSentence.MODEL_NOT_TEXT);
      case TOO_LATE -> model(DlpErrorCode.MODEL_REQUIRED, ErrorSentence.MODEL_TOO_LATE);
      case TWICE -> model(DlpErrorCode.MODEL_AMBIGUOUS, ErrorSentence.MODEL_AMBIGUOUS);
      case UNKNOWN -> model(DlpErrorCode.MODEL_NOT_FOUND, ErrorSentence.MODEL_NOT_FOUND);
      case WRONG_KIND -> model(DlpErrorCode.MODEL_NOT_FOUND, ErrorSentence.MODEL_WRONG_KIND);
      case FORBIDDEN -> model(DlpErrorCode.MODEL_FORBIDDEN, ErrorSentence.MODEL_FORBIDDEN);
    };
  }

  /** Returns the rejection of a body that exceeds a limit. */
  public static BodyRejection tooLarge(BodyDirection direction) {
    return new BodyRejection(
        switch (direction) {
          case REQUEST -> DlpErrorCode.REQUEST_TOO_LARGE;
          case RESPONSE -> DlpErrorCode.DLP_STREAM_BUFFER_OVERFLOW;
        });
  }

  private static BodyRejection model(DlpErrorCode code, ErrorSentence sentence) {
    return new BodyRejection(code, Optional.empty(), "", Optional.empty(), Optional.of(sentence));
  }

  /** Creates a rejection without a finding or fault. */
  public BodyRejection(DlpErrorCode code) {
    this(code, Optional.empty(), "");
  }

  /** Returns the error that the client receives. It contains nothing of the body. */
  public ErrorDetails error(BodyDirection direction, int status) {
    Optional<FindingPlace> place = finding.map(found -> FindingPlace.of(found.channel()));
    ErrorDetails error =
        ErrorDetails.of(code.name(), status, message(direction)).at(param(direction, place));
    return switch (code) {
      case DLP_BLOCKED, DLP_STREAM_BUFFER_OVERFLOW -> error.byPolicy();
      case MODEL_REQUIRED, MODEL_AMBIGUOUS, MODEL_NOT_FOUND, MODEL_FORBIDDEN ->
          error.at(Optional.of("model"));
      case WAF_BLOCKED,
          INVALID_BODY,
          REQUEST_TOO_LARGE,
          UNSUPPORTED_ENCODING,
          TOKEN_BUDGET_EXCEEDED,
          TOO_MANY_STREAMS,
          DLP_UNAVAILABLE ->
          error;
    };
  }

  private Optional<String> param(BodyDirection direction, Optional<FindingPlace> place) {
    return code == DlpErrorCode.UNSUPPORTED_ENCODING && direction == BodyDirection.REQUEST
        ? Optional.of("Content-Encoding")
        : place.flatMap(FindingPlace::param);
  }

  private String message(BodyDirection direction) {
    boolean request = direction == BodyDirection.REQUEST;
    return switch (code) {
      case DLP_BLOCKED ->
          finding
              .map(found ->
                  (request ? ErrorSentence.DLP_BLOCKED_REQUEST : ErrorSentence.DLP_BLOCKED_RESPONSE)
                      .text(
                          DataKindNames.of(found),
                          FindingPlace.of(found.channel()).text(),
                          found.rule()))
              .orElseGet(this::general);
      case WAF_BLOCKED ->
          finding
              .map(found ->
                  (request ? ErrorSentence.WAF_BLOCKED_REQUEST : ErrorSentence.WAF_BLOCKED_RESPONSE)
                      .text(FindingPlace.of(found.channel()).text(), found.rule()))
              .orElseGet(this::general);
      case INVALID_BODY ->
          (request ? ErrorSentence.INVALID_REQUEST_BODY : ErrorSentence.INVALID_RESPONSE_BODY)
              .text(fault);
      case UNSUPPORTED_ENCODING ->
          request ? general() : ErrorSentence.UNSUPPORTED_RESPONSE_ENCODING.text();
      case TOKEN_BUDGET_EXCEEDED, TOO_MANY_STREAMS ->
          refusal.map(BodyRejection::message).orElseGet(this::general);
      case MODEL_REQUIRED, MODEL_AMBIGUOUS, MODEL_NOT_FOUND, MODEL_FORBIDDEN ->
          sentence.map(ErrorSentence::text).orElseGet(this::general);
      case DLP_STREAM_BUFFER_OVERFLOW, REQUEST_TOO_LARGE, DLP_UNAVAILABLE -> general();
    };
  }

  private static String message(BudgetRefusal refusal) {
    ErrorSentence sentence =
        switch (refusal.reason()) {
          case USED_UP -> ErrorSentence.TOKEN_BUDGET_USED_UP;
          case TOO_LARGE -> ErrorSentence.TOKEN_BUDGET_TOO_SMALL;
          case RESERVED -> ErrorSentence.TOKEN_BUDGET_RESERVED;
          case UNPRICED -> ErrorSentence.TOKEN_BUDGET_UNPRICED;
          case CUT -> ErrorSentence.TOKEN_BUDGET_CUT;
          case TOO_MANY_STREAMS -> ErrorSentence.TOO_MANY_STREAMS_OF_LIMIT;
        };
    return sentence.text(refusal.name());
  }

  /** Returns the seconds after which the client may try again; 0 if it should not. */
  public long retryAfterSeconds() {
    return code == DlpErrorCode.DLP_UNAVAILABLE
        ? 1
        : refusal.map(BudgetRefusal::retryAfterSeconds).orElse(0L);
  }

  private String general() {
    return ErrorSentence.of(code.name()).text();
  }
}
