package dev.sluice.common.error;

import java.util.Optional;

/**
 * The content of an error, independent of the format.
 *
 * @param code the error code, equal in all formats
 * @param status the HTTP status
 * @param type the error family in OpenAI's terms
 * @param message a sentence that says what happened, where, and what to do
 * @param param the JSON path, header or query parameter at fault
 */
public record ErrorDetails(
    String code, int status, String type, String message, Optional<String> param) {
  /** The family of errors by a content policy; the request itself is valid. */
  private static final String POLICY = "policy_error";

  /** Returns an error with the general sentence of its code. */
  public static ErrorDetails of(String code, int status) {
    return of(code, status, ErrorSentence.of(code).text());
  }

  /** Returns an error whose family follows from its status. */
  public static ErrorDetails of(String code, int status, String message) {
    return new ErrorDetails(code, status, type(status), message, Optional.empty());
  }

  /** Returns the same error at a place of the request. */
  public ErrorDetails at(Optional<String> place) {
    return new ErrorDetails(code, status, type, message, place);
  }

  /** Returns the same error as one by a content policy. */
  public ErrorDetails byPolicy() {
    return new ErrorDetails(code, status, POLICY, message, param);
  }

  /** Returns the same error with its code as the message, and without its place. */
  ErrorDetails withoutDetail() {
    return new ErrorDetails(code, status, type, code, Optional.empty());
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }

  /**
   * Returns the document at the end of a failed stream in most formats; OpenAI's clients raise it
   * too.
   */
  String streamDocument(ErrorIds ids) {
    return "{\"code\":"
        + JsonStrings.quote(code)
        + ",\"error\":{\"code\":"
        + JsonStrings.quote(code)
        + ",\"message\":"
        + JsonStrings.quote(message)
        + ",\"type\":"
        + JsonStrings.quote(POLICY)
        + ",\"param\":"
        + JsonStrings.quoteOrNull(param)
        + "},\"request_id\":"
        + JsonStrings.quote(ids.requestId())
        + "}";
  }
}
