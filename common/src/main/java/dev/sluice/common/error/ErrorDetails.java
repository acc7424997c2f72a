package dev.sluice.common.error;

/**
 * The content of an error, independent of the format.
 *
 * @param code the error code, equal in all formats
 * @param status the HTTP status
 * @param type the error family in OpenAI's terms
 */
public record ErrorDetails(String code, int status, String type) {
  /** The family of errors by a content policy; the request itself is valid. */
  private static final String POLICY = "policy_error";

  /** Returns an error whose family follows from its status. */
  public static ErrorDetails of(String code, int status) {
    return new ErrorDetails(code, status, type(status));
  }

  /** Returns an error by a content policy. */
  public static ErrorDetails ofPolicy(String code, int status) {
    return new ErrorDetails(code, status, POLICY);
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
  String streamDocument() {
    return "{\"code\":\""
        + code
        + "\",\"error\":{\"code\":\""
        + code
        + "\",\"message\":\""
        + code
        + "\",\"type\":\""
        + POLICY
        + "\"}}";
  }
}
